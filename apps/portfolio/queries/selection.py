"""What figures are asked of: everything a person has, one of their portfolios, an account, or what has a label."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from project.lib.cache import memoize
from project.lib.errors import NotThere

from ..models import Account, Label, Portfolio
from . import own
from .holdings import DOMAIN


@dataclass(frozen=True, slots=True)
class Selection:
    """`name` says so in an address, such as `account:<uuid>`. Without accounts and label it is everything."""

    name: str = ""
    words: str = "Everything"
    accounts: tuple[int, ...] | None = None
    label: str = ""

    @property
    def narrowing(self) -> dict[str, Any]:
        """As `figures.kept` takes it."""
        return {"accounts": self.accounts, "label": self.label}


EVERYTHING = Selection()


def selected(user: Any, name: str) -> Selection:
    """:raises NotThere: the person has nothing that is called so"""
    kind, _, which = name.partition(":")
    if not name:
        return EVERYTHING
    if kind == "label" and Label.objects.for_user(user).filter(name__iexact=which).exists():
        return Selection(name, which, label=which)
    try:
        if kind == "portfolio":
            portfolio = own.portfolio_of(user, UUID(which))
            return Selection(
                name, portfolio.name, tuple(portfolio.accounts.order_by("pk").values_list("pk", flat=True))
            )
        if kind == "account":
            account = own.account_of(user, UUID(which))
            return Selection(name, account.name, (account.pk,))
    except ValueError:
        pass  # no UUID
    raise NotThere("There is no such portfolio, account or label.")


@memoize("portfolio_selections", domain=DOMAIN, seconds=300)
def selections(user: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """All there are, in groups: the words of a group, then name and words of each. One statement."""
    uuid = Cast("uuid", CharField())
    found = (
        _named(Portfolio.objects.for_user(user), "portfolio", uuid)
        .union(_named(Account.objects.for_user(user), "account", uuid))
        .union(_named(Label.objects.for_user(user), "label", F("name")))
    )
    rows = sorted(found, key=lambda row: row[2].casefold())
    groups = [
        (words, [(f"{kind}:{which}", name) for of, which, name in rows if of == kind])
        for kind, words in (("portfolio", "Portfolios"), ("account", "Accounts"), ("label", "Labels"))
    ]
    return [(words, names) for words, names in groups if names]


def _named(rows: Any, kind: str, which: Any) -> Any:
    return rows.order_by().annotate(of=Value(kind), which=which).values_list("of", "which", "name")
