"""What other apps are told, and what the front page shows."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.template.loader import render_to_string

from apps.portfolio import apps, public
from apps.portfolio.services import load_sample, open_account
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, sold
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 2)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2025-06-02T12:00:00Z"):
        yield


@pytest.fixture
def person():
    person = UserFactory(base_currency="GBP")
    load_sample(person)
    return person


def test_the_whole_in_one_value(person):
    found = public.summary(person)

    assert (found.currency, found.as_of, found.updating, found.problem) == ("GBP", TODAY, False, "")
    assert found.value == found.cash + found.cost + found.unrealised
    assert found.value == sum(part.value for part in public.allocation(person, "account").parts)


def test_a_range_and_what_it_brought(person):
    found = public.performance(person, date(2024, 1, 1), date(2024, 12, 31))

    assert found.parts["start"] + found.parts["net_flow"] + found.parts["gain"] == found.parts["end"]
    assert found.drawdown < 0
    assert found.why_not == {}
    assert sum(amount for _, amount in public.income(person, found.first, found.last).months) == pytest.approx(
        float(found.parts["income"]), abs=0.01
    )


def test_of_two_instruments_with_one_symbol_the_one_that_is_held_is_meant_and_then_ones_own():
    account = AccountFactory()
    owner = account.owner
    common, own = InstrumentFactory(symbol="ABC"), InstrumentFactory(symbol="ABC", owner=owner)
    bought(account, common, 2, date(2024, 3, 1))
    sold_by_now = bought(account, own, 5, date(2024, 3, 1))
    sold(account, own, 5, date(2024, 4, 1))
    update_portfolio_metrics(user=owner)
    assert (public.holding(owner, "abc").name, public.holding(owner, "abc").quantity) == (common.name, 2)

    bought(account, sold_by_now.instrument, 7, date(2024, 5, 1))
    update_portfolio_metrics(user=owner)

    assert (public.holding(owner, "abc").name, public.holding(owner, "abc").quantity) == (own.name, 7)


def test_one_holding_in_all_accounts(person):
    found = public.holding(person, "lumf")

    assert (found.symbol, found.quantity, found.price_currency, found.currency) == ("LUMF", 60, "EUR", "GBP")
    assert found.unrealised == found.market_value - found.cost
    with pytest.raises(NotThere):
        public.holding(UserFactory(), "LUMF")
    with pytest.raises(NotThere, match="kind, sector"):
        public.allocation(person, "colour")


def test_an_instrument_is_found_by_a_part_of_its_name(person):
    (found,) = public.instruments(person, "northw")

    assert (found.symbol, found.kind, found.is_private) == ("NWSO", "share", False)


# --- The front page ---------------------------------------------------------------------------------------------------


def test_the_card_costs_four_statements_cold_and_none_warm(person):
    connection.run_on_commit.clear()  # as if committed: what is being written is never remembered
    with statements() as cold:
        card = apps.card(person)
    with statements() as warm:
        apps.card(person)

    assert len(cold) <= 4, cold
    assert warm == []
    shown = render_to_string(card.template, card.context)
    assert "£" in shown
    assert "As of 2 Jun 2025" in shown
    assert card.overview["value"] == card.overview["value"].quantize(Decimal("0.01"))


def test_with_an_account_and_nothing_in_it_the_card_says_so():
    person = UserFactory()
    open_account(owner=person, name="Bank", currency="EUR")

    card = apps.card(person)

    assert "as soon as something is recorded" in render_to_string(card.template, card.context)


def test_before_the_first_account_a_step_is_offered():
    card = apps.card(UserFactory())

    assert (card.template, card.url, card.first_step.url) == ("", "/portfolio/", "/portfolio/")


def test_a_web_process_starts_without_numpy():
    look = (
        "import django; django.setup(); import sys; import project.wsgi; from django.urls import get_resolver;"
        " get_resolver().url_patterns; import apps.portfolio.public, apps.portfolio.services, apps.portfolio.tasks;"
        " print(sorted(name for name in sys.modules if name.split('.')[0] == 'numpy'))"
    )

    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
