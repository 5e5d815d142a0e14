"""Small modules that any app may use, each about one thing."""
