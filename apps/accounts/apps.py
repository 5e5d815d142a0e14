from django.apps import AppConfig
from django.conf import settings
from django.urls import reverse

from project.lib import privacy
from project.lib.registry import Entry, FirstStep, first_steps, navigation


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        from . import personal_data
        from .adapters import hooks
        from .services import audit, retention

        personal_data.register()
        privacy.store("your history", export=audit.history_of, erase=audit.forget)
        retention.register()
        hooks.connect()
        first_steps.register("make it yours", make_it_yours, rank=0)
        first_steps.register("preferences", choose_preferences, rank=10)
        navigation.register(
            "invitations",
            Entry("Invitations", "accounts:invitations", "users", visible=lambda user: bool(user.is_staff)),
            rank=960,
        )
        navigation.register("outbox", Entry("Outbox", "accounts:outbox", "mail", visible=reads_mails), rank=970)


def reads_mails(person) -> bool:
    """Where mails are not sent, administrators read them to their people."""
    return bool(person.is_staff) and not settings.MAIL_IS_SENT


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


def choose_preferences(person) -> FirstStep | None:
    if person.preferences_chosen_at:
        return None
    return FirstStep(
        "Choose how dates and money look",
        "Your country’s way of writing them, your time zone, and the currency of your totals.",
        reverse("accounts:preferences"),
        "Open your settings",
    )
