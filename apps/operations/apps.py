from typing import Any

from django.apps import AppConfig

from project.lib import privacy, retention
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
            Entry("Operations", "operations:overview", "pulse", visible=lambda user: bool(user.is_staff)),
            rank=950,
        )
        self._register_personal_data()

    def _register_personal_data(self) -> None:
        from project.lib.idempotency import KEPT_FOR

        kept_answer: Any = self.get_model("KeptAnswer")
        # Repeats, for a day, what the tables of the apps hold.
        privacy.table(
            "operations.KeptAnswer",
            rows=lambda person: kept_answer.objects.filter(person=person),
            erase=privacy.delete(),
            leave_out=["body", "headers", "request_digest"],
            about="writes of the last day, so that sending one again does nothing more",
        )
        retention.rule(
            "operations.KeptAnswer",
            about="answers to writes, for sending one again",
            keep=KEPT_FOR,
            reason="For as long as a write may be sent again.",
            due=lambda end: kept_answer.objects.filter(created_at__lt=end),
        )
