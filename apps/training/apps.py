from django.apps import AppConfig

from project.lib.registry import Entry, navigation


class TrainingConfig(AppConfig):
    name = "apps.training"
    api_covers = "exercises, workouts and what you trained"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
        navigation.register("training", Entry("Training", "training:overview", "workout"), rank=300)
