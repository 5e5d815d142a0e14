"""The ways in: allauth's views at our addresses, with our forms and words."""
