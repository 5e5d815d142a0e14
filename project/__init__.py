"""Steward: settings, root URLs and the small library every app may use."""

__version__ = "0.1.0"
