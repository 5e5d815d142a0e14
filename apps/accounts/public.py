"""What other apps may ask of accounts."""

from django.urls import reverse

from . import services
from .domain.consents import Purpose
from .services import consents

__all__ = ["Purpose", "demo_sign_in_path", "has_consented"]

has_consented = consents.has_consented


def demo_sign_in_path() -> str:
    """The path of a fresh one-time link into the demo account, made where needed; empty once it is somebody's own."""
    demo = services.open_demo_account()
    return reverse("accounts:welcome", args=[services.one_time_token(demo)]) if demo else ""
