from django.apps import AppConfig
from django.conf import settings
from django.urls import reverse

from project.lib import privacy
from project.lib.registry import Entry, FirstStep, first_steps, navigation, seeders


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    api_covers = "who you are: your name, preferences, sign-ins, and how many records there are"

    def ready(self) -> None:
        from . import personal_data
        from .adapters import hooks
        from .services import audit, retention, seeding

        personal_data.register()
        privacy.store("your history", export=audit.history_of, erase=audit.forget)
        retention.register()
        hooks.connect()
        seeders.register("people", seeding.seed, rank=0)
        first_steps.register("make it yours", make_it_yours, rank=0)
        first_steps.register("set up", set_up, rank=10)
        navigation.register(
            "invitations",
            Entry("Invitations", "accounts:invitations", "users", visible=lambda user: bool(user.is_superuser)),
            rank=960,
        )
        navigation.register("outbox", Entry("Outbox", "accounts:outbox", "mail", visible=reads_mails), rank=970)


def reads_mails(person) -> bool:
    """Where mails are not sent, administrators read them to their people."""
    return bool(person.is_superuser) and not settings.MAIL_IS_SENT


def make_it_yours(person) -> FirstStep | None:
    from . import services

    if person.email != services.DEMO_EMAIL:
        return None
    return FirstStep(
        "Make this account yours",
        "With your name, your address and a password you can sign in again without a link.",
        reverse("accounts:make-it-yours"),
        "Make it yours",
    )


def set_up(person) -> FirstStep | None:
    from . import services

    # The demo account's are made up; whoever makes it theirs is offered it then.
    if person.setup_ended_at or person.email == services.DEMO_EMAIL:
        return None
    return FirstStep(
        "Set Steward up",
        "Three short steps: how dates and money look, a little about you, and what you want to use it for.",
        reverse("accounts:setup"),
        "Set it up",
    )
