from decimal import Decimal

from django.apps import AppConfig
from django.urls import reverse

from project.lib.registry import (
    Card,
    Entry,
    FirstStep,
    SampleData,
    cards,
    navigation,
    preferences,
    sample_data,
    seeders,
)


class PortfolioConfig(AppConfig):
    name = "apps.portfolio"
    api_covers = "your money: accounts, what you did, what you hold, and imports"

    def ready(self) -> None:
        from . import personal_data, services

        personal_data.register()
        cards.register("money", card, rank=100)
        navigation.register("portfolio", Entry("Portfolio", "portfolio:overview", "chart-line"), rank=100)
        preferences.register("investments", services.take_preferences)
        sample_data.register("investments", SampleData(services.load_sample, services.remove_sample), rank=100)
        seeders.register("portfolios", seed, rank=100)


def seed(scale):
    """Made-up people with money; numpy is loaded only then."""
    from .services import demo

    yield from demo.seed(scale)


def card(person) -> Card:
    """What a person's money comes to, in at most three statements, and none while it is remembered."""
    from .domain.amounts import rounded
    from .queries.holdings import summary

    found = summary(person)
    amounts = {name: value for name, value in found.items() if isinstance(value, Decimal)}
    found |= {name: rounded(amount, found["currency"]) for name, amount in amounts.items()}
    if found["day_gain"] is not None:
        found["day_gain"] = rounded(Decimal(str(found["day_gain"])), found["currency"])
    url = reverse("portfolio:overview")
    empty = not found["has_accounts"]
    return Card(
        title="Money",
        template="" if empty else "portfolio/_card.html",
        context={"money": _shown(found), "money_url": url},
        overview=found,
        url=url,
        first_step=_first_step(url) if empty else None,
    )


def _first_step(url: str) -> FirstStep:
    return FirstStep(
        "Record what you own",
        "Add an account and what you bought, and see what it is worth, what it earned and why.",
        url,
        "Add an account",
    )


def _shown(found):
    """The figures as words, for the card."""
    from project.lib import formats
    from project.lib.money import Money

    def money(name, *, sign=False):
        return formats.money(Money(found[name], found["currency"]), sign=sign)

    shown = {
        "value": money("value"),
        "unrealised": money("unrealised", sign=True),
        "income": money("income"),
        "change": "",
        "trend": "",
    }
    if found["day_gain"] is not None:
        shown["change"] = (
            f"{money('day_gain', sign=True)} ({formats.percent(found['day_return'], places=2)}) on the day"
        )
        shown["trend"] = "down" if found["day_gain"] < 0 else "up"
    return found | shown
