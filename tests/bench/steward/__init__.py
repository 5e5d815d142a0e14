"""Steward as it is, and one page more: what its middleware costs around a view that does nothing."""
