from dataclasses import asdict

from django.apps import AppConfig
from django.urls import reverse

from project.lib.registry import Card, Entry, FirstStep, SampleData, cards, navigation, sample_data, seeders


class TrainingConfig(AppConfig):
    name = "apps.training"
    api_covers = "exercises, workouts, routines, what you trained, and what you measured and photographed of your body"

    def ready(self) -> None:
        from . import personal_data, services

        personal_data.register()
        cards.register("training", card, rank=300)
        navigation.register("training", Entry("Training", "training:overview", "workout"), rank=300)
        sample_data.register("training", SampleData(services.load_sample, services.remove_sample), rank=300)
        seeders.register("training", seed, rank=200)


def seed(scale):
    """A published library, and made-up people who train."""
    from .services import demo

    yield from demo.seed(scale)


def card(person) -> Card:
    """What was trained since Monday and what is to come, in two statements."""
    from django.utils import timezone

    from .queries.summary import summary

    found = summary(person, timezone.localdate())
    url = reverse("training:overview")
    empty = found.last_at is None and found.open_session is None
    return Card(
        title="Training",
        template="" if empty else "training/_card.html",
        context={"training": found, "training_url": url},
        overview=asdict(found),
        url=url,
        first_step=FirstStep(
            "Train something", "Choose a workout, start it, and note each set as you do it.",
            reverse("training:workouts"), "Choose a workout",
        ) if empty else None,
    )  # fmt: skip
