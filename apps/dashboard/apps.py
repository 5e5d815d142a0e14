from django.apps import AppConfig

from project.lib.registry import Entry, navigation


class DashboardConfig(AppConfig):
    name = "apps.dashboard"
    api_covers = "the overview: figures of every part"

    def ready(self) -> None:
        navigation.register("dashboard", Entry("Dashboard", "dashboard:front", "dashboard"), rank=0)
