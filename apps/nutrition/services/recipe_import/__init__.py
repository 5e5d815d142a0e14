"""Bringing in recipes from elsewhere: take something, have it read, keep what was found. Reading is the workers'."""

from .beginning import LARGEST_BODY, ImportNotSoFar, begin_keeping, begin_reading, bring_in, forget_import

__all__ = ["LARGEST_BODY", "ImportNotSoFar", "begin_keeping", "begin_reading", "bring_in", "forget_import"]
