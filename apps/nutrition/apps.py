from django.apps import AppConfig

from project.lib.registry import Entry, navigation


class NutritionConfig(AppConfig):
    name = "apps.nutrition"
    api_covers = "your meals: foods that you added"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
        navigation.register("foods", Entry("Foods", "nutrition:foods", "meal"), rank=210)
