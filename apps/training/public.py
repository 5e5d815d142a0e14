"""What other apps may ask of training."""

from .services import load_library

__all__ = ["load_library"]
