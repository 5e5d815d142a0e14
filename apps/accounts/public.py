"""What other apps may ask of accounts."""

from django.urls import reverse

from . import services
from .domain.consents import Purpose
from .domain.events import Event
from .domain.profile import Activity, Allergen, Area, Diet, Goal, Profile, Sex, Units
from .models import User
from .services import consents, profiles
from .services.audit import record

__all__ = [
    "Activity", "Allergen", "Area", "Diet", "Event", "Goal", "Profile", "Purpose", "Sex", "Units", "demo_sign_in_path",
    "has_consented", "profile", "record",
]  # fmt: skip

has_consented = consents.has_consented


def demo_sign_in_path() -> str:
    """The path of a fresh one-time link into the demo account, made where needed; empty once it is somebody's own."""
    demo = services.open_demo_account()
    return reverse("accounts:welcome", args=[services.one_time_token(demo)]) if demo else ""


def profile(user: User) -> Profile:
    """What a person said of themselves: units, birth, sex, height, activity, goals, diet, allergens. One statement."""
    return profiles.profile_of(user)
