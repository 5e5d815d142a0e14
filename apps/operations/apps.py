from typing import Any

from django.apps import AppConfig

from project.lib import privacy
from project.lib.flags import snapshot
from project.lib.registry import Entry, navigation


class OperationsConfig(AppConfig):
    name = "apps.operations"

    def ready(self) -> None:
        import project.settings.checks  # noqa: F401 (registers them)

        from .queries.flags import flags_set

        snapshot.source = flags_set
        navigation.register(
            "operations",
            Entry("Operations", "operations:overview", "heart", visible=lambda user: bool(user.is_staff)),
            rank=950,
        )
        self._register_personal_data()

    def _register_personal_data(self) -> None:
        kept_answer: Any = self.get_model("KeptAnswer")
        # Repeats, for a day, what the tables of the apps hold.
        privacy.table(
            "operations.KeptAnswer",
            rows=lambda person: kept_answer.objects.filter(person=person),
            erase=privacy.delete(),
            leave_out=["body", "headers", "request_digest"],
        )
