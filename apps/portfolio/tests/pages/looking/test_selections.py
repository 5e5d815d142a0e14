"""The same of a part of what somebody owns."""

from decimal import Decimal

import pytest

from apps.portfolio.models import Account, Instrument, Label
from apps.portfolio.services import open_portfolio
from project.lib.testing import UserFactory

from .asking import page, table

pytestmark = pytest.mark.django_db


def test_performance_is_that_of_what_was_asked_for(client, person):
    account = Account.objects.for_user(person).get(name="Euro Depot")
    portfolio = open_portfolio(owner=person, name="Abroad", accounts=[account])
    Label.objects.create(owner=person, instrument=Instrument.objects.get(symbol="LUMF"), name="Sunny days")

    whole = table(client, "performance/?as=csv")
    by_account = table(client, f"performance/?as=csv&of=account:{account.uuid}")
    by_portfolio = table(client, f"performance/?as=csv&of=portfolio:{portfolio.uuid}")
    by_label = table(client, "performance/?as=csv&of=label:sunny%20days")
    said = page(client, f"performance/?of=portfolio:{portfolio.uuid}")

    assert by_account == by_portfolio
    ends = [Decimal(found[-1]["end"]) for found in (by_label, by_account, whole)]
    assert ends == sorted(ends)
    assert len(set(ends)) == 3
    assert "Return of Abroad, " in said


@pytest.mark.parametrize("of", ["account:nonsense", "label:nothing", "planet:mars", "portfolio"])
def test_what_is_not_there_has_no_performance(of, client, person):
    assert client.get(f"/portfolio/performance/?of={of}").status_code == 404


def test_an_empty_portfolio_has_figures_of_nothing(client, person):
    portfolio = open_portfolio(owner=person, name="Empty")

    said = page(client, f"performance/?of=portfolio:{portfolio.uuid}&range=all")

    assert "Return of Empty, " in said


def test_a_stranger_sees_no_performance_of_an_account(client, person):
    account = Account.objects.for_user(person).get(name="Euro Depot")
    client.force_login(UserFactory())

    assert client.get(f"/portfolio/performance/?of=account:{account.uuid}").status_code == 404
