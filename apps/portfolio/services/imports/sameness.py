"""Whether a draft is in the ledger already: by the reference that its source gave it, or by all that it says."""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from ...domain.imports.entries import Entry
from ...models import Activity
from .drafts import Draft

_PLACES = Decimal("0.0001")


class Known:
    """
    What the accounts hold already. Content is counted: of three equal lines in a file, two are new where the ledger has
    one.
    """

    def __init__(self, accounts: Collection[int]) -> None:
        self.references: set[tuple[int, str, str]] = set()
        self.contents: Counter[tuple[Any, ...]] = Counter()
        self._of_source: Counter[tuple[Any, ...]] = Counter()
        rows = Activity.objects.filter(account__in=[key for key in accounts if key > 0]).values_list(
            "account_id", "source", "source_reference", "kind", "on", "instrument_id", "currency", "quantity", "price",
            "amount", "fee", "tax",
        )  # fmt: skip
        for account, source, reference, kind, on, instrument, currency, *figures in rows.iterator():
            content = _content((account, kind, on, instrument), currency, *figures)
            self.contents[content] += 1
            if reference:
                self.references.add((account, source, reference))
                self._of_source[content, source] += 1

    def has(self, draft: Draft) -> str:
        """Why it counts as there already; empty where it is new, and it is known from then on."""
        it = draft.activity
        key = (it.account_id, it.kind, it.on, it.instrument_id)
        content = _content(key, it.currency, it.quantity, it.price, it.amount, it.fee, it.tax)
        if it.source_reference:
            reference = (it.account_id, it.source, it.source_reference)
            if reference in self.references:
                return "This line was imported before: its reference is known."
            self.references.add(reference)
        # Lines of the same source with other references are others, however alike they are.
        alike = self.contents[content] - (self._of_source[content, it.source] if it.source_reference else 0)
        if alike > 0:
            self.contents[content] -= 1
            return "The ledger has an activity that says the same."
        return ""


def _content(key: tuple[Any, ...], currency: str, *figures: Decimal | None) -> tuple[Any, ...]:
    """Of quantity, price, amount, fee and tax: what was traded or paid, whichever way it is said."""
    quantity, price, amount, fee, tax = figures
    gross = Entry(quantity=quantity or _NONE, price=price, amount=amount or _NONE).gross
    return (*key, currency, *(_alike(figure or _NONE) for figure in (quantity, gross, fee, tax)))


def _alike(figure: Decimal) -> Decimal:
    return figure.quantize(_PLACES).normalize() if figure else _NONE


_NONE = Decimal(0)
