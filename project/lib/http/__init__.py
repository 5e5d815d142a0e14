"""The one way out of Steward: `fetch` and `stream` (client.py)."""

from .addresses import AddressRefused, NoAnswer
from .client import Answer, Limits, TooLarge, fetch, stream

__all__ = ["AddressRefused", "Answer", "Limits", "NoAnswer", "TooLarge", "fetch", "stream"]
