"""The demo account: one household's sample data, until somebody makes it their own."""

from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.jobs import public as jobs
from project.lib.errors import Conflict
from project.lib.registry import sample_data

from .. import tasks
from ..domain.events import Event
from ..models import User
from . import audit
from .people import AddressTaken

DEMO_EMAIL = "demo@steward.localhost"


class NotTheDemo(Conflict):
    code = "not_the_demo"


@transaction.atomic
def open_demo_account() -> User | None:
    """
    The demo account; made, and given its sample data, where Steward has nobody yet. None once it is somebody's own.
    """
    demo = User.objects.with_email(DEMO_EMAIL).first()
    if demo is None and not User.objects.exists():
        demo = User.objects.create_user(
            DEMO_EMAIL,
            name="Robin Hale",
            locale="en-GB",
            time_zone="Europe/London",
            base_currency="GBP",
            has_sample_data=True,
        )
        jobs.start(
            tasks.load_sample_data, owner=demo, title="Load the sample household", arguments={"user_id": demo.pk}
        )
    return demo


def load_sample_data(*, person: User, progress: jobs.Progress) -> str:
    """Give a person every app's sample data, an app at a time; what they removed meanwhile is not brought back."""
    offers = list(sample_data)
    for done, (name, sample) in enumerate(offers):
        progress.report(done, len(offers), f"Loading {name}")
        with transaction.atomic():
            if not User.objects.select_for_update().filter(pk=person.pk, has_sample_data=True).exists():
                break
            sample.load(person)
    return reverse("dashboard:front")


@transaction.atomic
def remove_sample_data(*, person: User) -> None:
    """Take away everything that load_sample_data gave; what the person added since stays."""
    User.objects.select_for_update().get(pk=person.pk)
    for _, sample in sample_data:
        sample.remove(person)
    person.has_sample_data = False
    person.save(update_fields=["has_sample_data", "updated_at"])


def make_it_yours(*, person: User, name: str, email: str, password: str) -> None:
    """
    Turn the demo account into somebody's own.

    :raises NotTheDemo: it is somebody's own already
    :raises AddressTaken: when another person signs in with that address
    """
    if person.email != DEMO_EMAIL:
        raise NotTheDemo("This account is somebody's own already.")
    person.name = name
    person.set_password(password)
    try:
        with transaction.atomic():
            # Whoever sits at this machine is believed.
            User.objects.set_verified_address(person, email)
            person.save(update_fields=["name", "email", "password", "updated_at"])
            audit.record(Event.BECAME_OWNER, subject=person)
    except IntegrityError:
        message = "Somebody signs in with this address already."
        raise AddressTaken(message, fields={"email": [message]}) from None
