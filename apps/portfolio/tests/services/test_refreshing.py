"""One pass over the instruments: what is asked, what is written, who is valued, and what a failure leaves alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from apps.portfolio import services, tasks
from apps.portfolio.clients import alpha_vantage, ecb, stooq
from apps.portfolio.clients.answers import Figures, LimitReached, NotKnown, ProviderAway
from apps.portfolio.models import Feed, Outdated, Price, ProviderState, Rate
from apps.portfolio.services import refreshing
from apps.portfolio.tests.factories import AccountFactory, FeedFactory, InstrumentFactory, bought, rated
from project.lib.testing import clock

pytestmark = pytest.mark.django_db

NOW, TODAY = "2024-06-03T12:00:00Z", date(2024, 6, 3)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock(NOW):
        yield


@pytest.fixture
def market(monkeypatch, settings):
    """Providers that answer what the test says, by symbol; `asked` is what they were asked, in order."""
    settings.ALPHA_VANTAGE_API_KEY, settings.MARKET_SOURCES = "key", ("stooq",)
    settings.ALPHA_VANTAGE_CALLS_A_DAY = 25
    market = {"asked": [], "answers": {}, "valued": 0}

    def closes(symbol, since):
        market["asked"].append((symbol, since))
        answer = market["answers"].get(symbol, {TODAY: Decimal(10)})
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Figures) else Figures(answer)

    def valued(*_, **__):
        market["valued"] += 1

    monkeypatch.setattr(alpha_vantage, "closes", closes)
    monkeypatch.setattr(stooq, "closes", closes)
    monkeypatch.setattr(refreshing.time, "sleep", lambda _: None)
    monkeypatch.setattr(tasks.value_outdated, "apply_async_on_commit", valued)
    return market


def asked(market):
    return [symbol for symbol, _ in market["asked"]]


def feed(symbol, *holders, provider="alpha_vantage", **details):
    made = FeedFactory(symbol=symbol, provider=provider, **details)
    for account in holders:
        bought(account, made.instrument, 1, date(2024, 5, 2))
    Outdated.objects.all().delete()
    return made


def test_an_instrument_is_asked_for_once_however_many_hold_it(market):
    holders = [AccountFactory() for _ in range(3)]
    feed("ABC", *holders)
    feed("DEF", holders[0])

    changed = services.refresh_market()

    assert (changed, sorted(asked(market))) == (2, ["ABC", "DEF"])
    assert Outdated.objects.count() == 4
    assert market["valued"] == 1
    assert set(Price.objects.values_list("source", flat=True)) == {"alpha_vantage"}


def test_what_says_nothing_new_makes_nobodys_figures_old(market):
    made = feed("ABC", AccountFactory())
    services.refresh_market()
    Outdated.objects.all().delete()
    Feed.objects.update(next_at=made.next_at)

    assert services.refresh_market() == 0

    assert not Outdated.objects.exists()
    assert market["valued"] == 1


def test_it_is_due_again_after_a_day_and_asks_from_a_little_before_what_is_known(market):
    feed("ABC", AccountFactory())
    services.refresh_market()
    services.refresh_market()
    with clock("2024-06-04T12:00:00Z"):
        services.refresh_market()

    assert market["asked"] == [("ABC", TODAY - refreshing.FIRST_LOOK), ("ABC", TODAY - refreshing.LOOKED_BACK)]


def test_calls_of_the_day_are_counted_and_those_that_somebody_holds_come_first(market, settings):
    settings.ALPHA_VANTAGE_CALLS_A_DAY = 2
    feed("UNHELD")
    feed("HELD", AccountFactory())
    feed("TOO", AccountFactory())

    services.refresh_market()
    services.refresh_market()
    with clock("2024-06-04T00:10:00Z"):
        services.refresh_market()

    assert asked(market) == ["HELD", "TOO", "UNHELD"]
    assert ProviderState.objects.get(name="alpha_vantage").calls == 1


def test_a_provider_that_fails_is_left_alone_for_longer_and_longer(market):
    feed("ABC")
    market["answers"]["ABC"] = ProviderAway("It answered 500.")

    services.refresh_market()
    state = ProviderState.objects.get(name="alpha_vantage")
    services.refresh_market()

    assert (state.error, state.failures) == ("It answered 500.", 1)
    assert len(market["asked"]) == 1
    with clock("2024-06-03T12:06:00Z"):
        services.refresh_market()
        state.refresh_from_db()
        assert state.failures == 2
        assert state.paused_until - state.failed_at == timedelta(minutes=10)
    market["answers"].clear()
    with clock("2024-06-03T13:00:00Z"):
        services.refresh_market()
    state.refresh_from_db()
    assert (state.error, state.failures, state.paused_until) == ("", 0, None)


def test_a_spent_day_lasts_until_tomorrow(market):
    feed("ABC")
    market["answers"]["ABC"] = LimitReached("Its calls of the day are spent.", for_today=True)

    services.refresh_market()

    assert ProviderState.objects.get(name="alpha_vantage").paused_until.isoformat() == "2024-06-04T00:00:00+00:00"


def test_an_unknown_symbol_stops_neither_the_others_nor_the_provider(market):
    unknown = feed("ABC")
    feed("DEF")
    market["answers"]["ABC"] = NotKnown("It knows no such symbol.")

    assert services.refresh_market() == 1

    unknown.refresh_from_db()
    assert (unknown.failures, unknown.error) == (1, "It knows no such symbol.")
    assert unknown.next_at.date() == date(2024, 6, 4)
    assert ProviderState.objects.get(name="alpha_vantage").failures == 0


def test_what_was_not_said_stays_unknown(market):
    partial = feed("ABC")
    market["answers"]["ABC"] = Figures({TODAY: Decimal(10), date(2024, 7, 1): Decimal(11)}, skipped=2)

    services.refresh_market()

    partial.refresh_from_db()
    assert partial.error == "2 lines of its answer could not be read."
    assert list(Price.objects.values_list("on", flat=True)) == [TODAY]


def test_a_past_that_was_divided_by_splits_is_not_taken_for_what_was_quoted(market):
    feed("abc.us", provider="stooq")
    market["answers"]["abc.us"] = {TODAY - timedelta(days=days): Decimal(10) for days in (0, 3, 60)}
    services.refresh_market()
    market["answers"]["abc.us"] = {TODAY: Decimal(5), date(2024, 6, 4): Decimal(5)}

    with clock("2024-06-04T12:00:00Z"):
        services.refresh_market()

    kept = dict(Price.objects.values_list("on", "close"))
    assert kept == {date(2024, 5, 31): 10, TODAY: 10, date(2024, 6, 4): 5}


def test_what_is_no_longer_traded_and_what_is_somebodys_own_is_not_asked_for(market):
    feed("GONE", instrument=InstrumentFactory(delisted_on=date(2024, 1, 2)))
    feed("OWN", instrument=InstrumentFactory(owner=AccountFactory().owner))

    services.refresh_market()

    assert market["asked"] == []


# --- Rates ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def bank(monkeypatch, settings):
    settings.MARKET_SOURCES = ("ecb",)
    bank = {"asked": [], "answer": {"USD": {TODAY: Decimal("1.08")}, "XXX": {TODAY: Decimal(1)}, "SEK": {}}}

    def rates(since):
        bank["asked"].append(since)
        if isinstance(bank["answer"], Exception):
            raise bank["answer"]
        return bank["answer"]

    monkeypatch.setattr(ecb, "rates", rates)
    return bank


def test_rates_are_asked_for_once_a_day_and_only_what_is_new_reaches_everyone(bank):
    account = AccountFactory()
    bought(account, InstrumentFactory(), 1, date(2024, 5, 2))
    services.value_outdated()

    services.refresh_market()
    services.refresh_market()

    assert bank["asked"] == [date(1999, 1, 1)]
    assert Outdated.objects.filter(everything=True).count() == 1
    assert list(Rate.objects.values_list("currency", "source")) == [("USD", "ecb")]
    services.value_outdated()
    with clock("2024-06-04T12:00:00Z"):
        services.refresh_market()
    assert bank["asked"][1:] == [TODAY - refreshing.LOOKED_BACK]
    assert not Outdated.objects.exists()


def test_rates_of_the_bank_replace_made_up_ones(bank):
    rated("USD", "2", first=date(2024, 6, 1), days=3)

    services.refresh_market()

    assert Rate.objects.get(on=TODAY).value == Decimal("1.08")


def test_a_bank_that_is_away_leaves_the_rates_as_they_are(bank):
    bank["answer"] = ProviderAway("It answered 503.")

    tasks.refresh_market()

    assert ProviderState.objects.get(name="ecb").error == "It answered 503."
    assert not Rate.objects.exists()
