"""A benchmark and the rate without risk: chosen, drawn, reckoned with; on pages and for programs."""

import re
from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio import services
from apps.portfolio.models import BenchmarkPart
from apps.portfolio.queries.yardsticks import yardstick_of
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced, rated
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db

API = "/api/v1/portfolio"
JSON = {"content_type": "application/json"}
BOUGHT = date(2024, 1, 2)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def fund():
    return priced(InstrumentFactory(symbol="WRLD", name="World Fund"))


@pytest.fixture
def ada(client, fund):
    """All of whose money is in the fund since the second of January."""
    account = AccountFactory(name="Broker")
    paid_in(account, "1000.10", BOUGHT)
    bought(account, fund, 10, BOUGHT, price="100.01")
    update_portfolio_metrics(user=account.owner)
    client.force_login(account.owner)
    return account.owner


def say(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def chosen(owner, *parts, risk_free="0"):
    services.set_yardstick(owner=owner, risk_free=Decimal(risk_free), benchmark=dict(parts))


def test_whoever_holds_the_benchmark_moves_with_it(client, ada, fund):
    chosen(ada, (fund, Decimal(1)))

    page = client.get("/portfolio/performance/?from=2024-01-03")
    figures = {one.key: one.value for one in page.context["compared"]}

    assert figures["beta"] == "1.00"
    assert figures["correlation"] == "1.00"
    assert figures["alpha"] == "0.00%"
    assert figures["tracking_error"] == "0.00%"
    assert "Beta" in say(page)
    assert "Sharpe 1964" in say(page)


def test_it_is_drawn_as_what_the_same_money_would_be(client, ada, fund):
    chosen(ada, (fund, Decimal(1)))

    value, _, same = client.get("/portfolio/?from=2024-01-03").context["value_chart"].series

    assert same.name == "The same money in World Fund"
    assert same.values == value.values


def test_a_basket_in_other_currencies_is_brought_to_ones_own(client, ada, fund):
    rated("USD")
    dollars = priced(InstrumentFactory(symbol="USDX", currency="USD"))
    chosen(ada, (fund, Decimal("0.75")), (dollars, Decimal("0.25")))

    page = client.get("/portfolio/performance/?from=2024-01-03")
    figures = {one.key: one.value for one in page.context["compared"]}

    assert "75 % WRLD, 25 % USDX" in say(page)
    assert figures["benchmark_twr"] != "+1.52%"


def test_a_split_that_was_recorded_does_not_make_it_fall(client, ada, fund):
    services.record_activity(
        owner=ada, account=fund.activities.get().account, kind="split", on=date(2024, 3, 1), instrument=fund,
        ratio_new=2, ratio_old=1,
    )  # fmt: skip
    chosen(ada, (fund, Decimal(1)))

    found = client.get(f"{API}/comparison?from=2024-01-03&to=2024-03-05").json()

    # Its prices in the test are not halved, so with the split they double.
    assert found["twr"] > 0.9


def test_without_a_price_at_the_start_it_says_so(client, ada):
    later = priced(InstrumentFactory(symbol="LATE", name="Latecomer"), first=date(2024, 5, 1))
    chosen(ada, (later, Decimal(1)))

    assert "No price of the benchmark LATE is known on 2024-01-02" in say(
        client.get("/portfolio/performance/?from=2024-01-03")
    )
    assert "Latecomer is not drawn." in say(client.get("/portfolio/?from=2024-01-03"))
    assert client.get(f"{API}/comparison?from=2024-01-03").json()["beta"] is None


def test_of_one_day_there_is_too_little_to_tell(client, ada, fund):
    chosen(ada, (fund, Decimal(1)))

    page = client.get("/portfolio/performance/?from=2024-06-03&to=2024-06-03")

    assert "There is too little in this range to tell." in {one.why_not for one in page.context["compared"]}


def test_the_rate_without_risk_lowers_sharpe(client, ada):
    def sharpe():
        page = client.get("/portfolio/performance/?from=2024-01-03")
        return next(one for one in page.context["risks"] if one.key == "sharpe")

    before = sharpe()
    chosen(ada, risk_free="0.02")
    after = sharpe()

    assert float(after.value.replace(",", "")) < float(before.value.replace(",", ""))
    assert ("Return without risk, per year", "2.00%") in after.behind


def test_a_security_alone_needs_no_part(client, ada, fund):
    answer = client.post("/portfolio/performance/benchmark/", {"part-0": "WRLD", "risk_free": "2.5"})

    assert answer.status_code == 302
    assert yardstick_of(ada).benchmark == {fund: 1}
    assert yardstick_of(ada).risk_free == Decimal("0.025")
    form = client.get("/portfolio/performance/benchmark/").context["form"]
    assert (form["part-0"].value(), form["weight-0"].value(), form["risk_free"].value()) == ("WRLD", "100", "2.5")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"part-0": "WRLD", "weight-0": "60", "part-1": "OTHER", "weight-1": "30"}, "yours come to 90 %."),
        ({"part-0": "WRLD", "weight-0": "60", "part-1": "WRLD", "weight-1": "40"}, "It is in the basket already."),
        ({"part-0": "WRLD", "weight-0": "100", "part-1": "OTHER"}, "Each part of the basket must be above zero."),
        ({"part-0": "NOWHERE"}, "Nothing called NOWHERE is known."),
        ({"risk_free": "101"}, "The rate is above -100 % and at most 100 % a year."),
    ],
)
def test_what_cannot_be_meant_is_said(said, sentence, client, ada):
    InstrumentFactory(symbol="OTHER")

    answer = client.post("/portfolio/performance/benchmark/", said)

    assert answer.status_code == 422
    assert sentence in say(answer)
    assert not BenchmarkPart.objects.exists()


def test_nobody_elses_instrument_and_no_basket_without_end(ada, fund):
    theirs = InstrumentFactory(owner=UserFactory())

    with pytest.raises(NotThere):
        chosen(ada, (theirs, Decimal(1)))
    with pytest.raises(services.BadYardstick):
        chosen(ada, *((InstrumentFactory(), Decimal("0.04")) for _ in range(25)))


def test_programs_choose_and_read_it(client, ada, fund):
    none_yet = client.get(f"{API}/comparison")
    body = {"risk_free": "0.02", "benchmark": [{"instrument": fund.uuid, "weight": "1"}]}
    put = client.put(f"{API}/yardstick", body, **JSON)
    found = client.get(f"{API}/comparison?from=2024-01-03").json()

    assert none_yet.status_code == 404
    assert put.json() == client.get(f"{API}/yardstick").json()
    assert put.json()["benchmark"] == [{"instrument": str(fund.uuid), "symbol": "WRLD", "weight": "1"}]
    assert found["beta"] == pytest.approx(1)
    assert found["same_money"] == pytest.approx(1015.4, abs=2)
