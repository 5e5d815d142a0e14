from django.apps import AppConfig

from project.lib.registry import Entry, navigation, seeders


class TrainingConfig(AppConfig):
    name = "apps.training"
    api_covers = "exercises, workouts and what you trained"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
        navigation.register("training", Entry("Training", "training:overview", "workout"), rank=300)
        seeders.register("training", seed, rank=200)


def seed(scale):
    """A published library, and made-up people who train."""
    from .services import demo

    yield from demo.seed(scale)
