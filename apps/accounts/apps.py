from django.apps import AppConfig
from django.urls import reverse

from project.lib.registry import FirstStep, first_steps


class AccountsConfig(AppConfig):
    name = "apps.accounts"

    def ready(self) -> None:
        from . import personal_data

        personal_data.register()
        first_steps.register("make it yours", make_it_yours, rank=0)
        first_steps.register("set up", set_up, rank=10)


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
