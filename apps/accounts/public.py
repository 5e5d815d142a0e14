"""What other apps may ask of accounts."""

from django.urls import reverse

from . import services


def demo_sign_in_path() -> str:
    """The path of a fresh one-time link into the demo account, made where needed; empty once it is somebody's own."""
    demo = services.open_demo_account()
    return reverse("accounts:welcome", args=[services.one_time_token(demo)]) if demo else ""
