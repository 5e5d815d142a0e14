"""What providers answer, in the shapes that they document or were seen to send: good, partial, refusing, broken."""

import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from apps.portfolio.clients import alpha_vantage, answers, ecb, stooq
from apps.portfolio.clients.answers import LimitReached, NotAllowed, NotKnown, ProviderAway, Unreadable
from apps.portfolio.clients.providers import providers
from project.lib import http

SINCE = date(2024, 1, 1)

# --- Alpha Vantage ----------------------------------------------------------------------------------------------------

DAY = {
    "1. open": "161.0000", "2. high": "161.7300", "3. low": "160.0800", "4. close": "160.1000", "5. volume": "3742500"
}  # fmt: skip
META = {
    "1. Information": "Daily Prices (open, high, low, close) and Volumes",
    "2. Symbol": "IBM",
    "3. Last Refreshed": "2024-01-03",
    "4. Output Size": "Compact",
    "5. Time Zone": "US/Eastern",
}


def series(**days):
    return {
        "Meta Data": META,
        "Time Series (Daily)": {name.replace("_", "-").strip("-"): day for name, day in days.items()},
    }


def test_closes_are_read_from_the_first_day_that_is_wanted():
    answer = series(_2024_01_03=DAY, _2024_01_02={**DAY, "4. close": "161.5"}, _2023_12_29=DAY)

    found = alpha_vantage.read(answer, SINCE)

    assert found.days == {date(2024, 1, 3): Decimal("160.1000"), date(2024, 1, 2): Decimal("161.5")}
    assert found.skipped == 0


def test_days_without_a_readable_close_are_left_out_and_counted():
    answer = series(
        _2024_01_05=DAY, _2024_01_04={**DAY, "4. close": "0.0000"}, _2024_01_03={"1. open": "1"}, _2024_01_02=None,
        not_a_day=DAY,
    )  # fmt: skip

    found = alpha_vantage.read(answer, SINCE)

    assert list(found.days) == [date(2024, 1, 5)]
    assert found.skipped == 4


RATE_LIMIT = (
    "We have detected your API key as SECRET and our standard API rate limit is 25 requests per day. Please subscribe"
    " to any of the premium plans at https://www.alphavantage.co/premium/ to instantly remove all daily rate limits."
)
TOO_FAST = (
    "Please consider spreading out your free API requests more sparingly (1 request per second). You may subscribe to"
    " any of the premium plans to lift the free key rate limit (25 requests per day)."
)
TOO_FAST_ONCE = "Our standard API call frequency is 5 calls per minute and 500 calls per day."
BAD_SYMBOL = "Invalid API call. Please retry or visit the documentation for TIME_SERIES_DAILY."


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"Information": RATE_LIMIT}, LimitReached),
        ({"Note": TOO_FAST_ONCE}, LimitReached),
        ({"Information": TOO_FAST}, LimitReached),
        ({"Information": "Thank you! This is a premium endpoint."}, NotAllowed),
        ({"Error Message": "the parameter apikey is invalid or missing."}, NotAllowed),
        ({"Error Message": BAD_SYMBOL}, NotKnown),
        ({"Information": "The service is being looked after."}, Unreadable),
        ({}, Unreadable),
        ([], Unreadable),
        ({"Meta Data": META, "Time Series (Daily)": {}}, Unreadable),
        ({"Meta Data": META, "Time Series (Daily)": {"2024-01-02": {}}}, Unreadable),
    ],
)  # fmt: skip
def test_its_refusals_are_told_apart_and_never_repeat_the_key(answer, refusal):
    with pytest.raises(refusal) as refused:
        alpha_vantage.read(answer, SINCE)

    assert "SECRET" not in str(refused.value)


def test_a_spent_day_is_told_from_too_many_at_once():
    with pytest.raises(LimitReached) as spent:
        alpha_vantage.read({"Information": RATE_LIMIT}, SINCE)
    with pytest.raises(LimitReached) as often:
        alpha_vantage.read({"Information": TOO_FAST}, SINCE)

    assert (spent.value.for_today, often.value.for_today, often.value.wait) == (True, False, 60)


# --- Stooq ------------------------------------------------------------------------------------------------------------

TABLE = "Date,Open,High,Low,Close,Volume\r\n2023-12-29,1,1,1,9.5,100\r\n2024-01-02,1,1,1,10.25,100\r\n"


def test_a_table_is_read_from_the_first_day_that_is_wanted():
    found = stooq.read(TABLE + "2024-01-03,1,1,1,N/D,0\r\n2024-01-04,1\r\n", SINCE)

    assert (found.days, found.skipped) == ({date(2024, 1, 2): Decimal("10.25")}, 2)
    assert stooq.read(TABLE, date(2025, 1, 1)).days == {}


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Exceeded the daily hits limit", LimitReached),
        ("No data", NotKnown),
        ("", NotKnown),
        ("<html><body>Just a moment…</body></html>", Unreadable),
        ("Date,Open,High,Low,Close\r\n2024-01-02,1,1,1,N/D\r\n", Unreadable),
    ],
)
def test_what_stands_in_the_place_of_a_table(text, refusal):
    with pytest.raises(refusal):
        stooq.read(text, SINCE)


# --- European Central Bank --------------------------------------------------------------------------------------------


def archive(text, name="eurofxref-hist.csv"):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(name, text)
    return packed.getvalue()


def test_rates_are_read_without_what_was_not_fixed():
    text = (
        "Date,USD,JPY,ISK,\n2024-01-03,1.0919,155.79,N/A,\n2024-01-02,1.0956,,150.1,\n2023-12-29,1.105,156.33,150.5,\n"
    )

    found = ecb.read(archive(text), SINCE)

    assert found == {
        "USD": {date(2024, 1, 3): Decimal("1.0919"), date(2024, 1, 2): Decimal("1.0956")},
        "JPY": {date(2024, 1, 3): Decimal("155.79")},
        "ISK": {date(2024, 1, 2): Decimal("150.1")},
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        archive("Date,USD\n"),
        archive("Currency,Rate\nUSD,1\n"),
        archive("Date,USD\n1,1\n", "readme.txt"),
    ],
)
def test_another_file_in_its_place_is_refused(content):
    with pytest.raises(Unreadable):
        ecb.read(content, SINCE)


# --- Asking -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def internet(monkeypatch, settings):
    """Answers in the order in which they are wanted; what was asked is kept."""
    settings.ALPHA_VANTAGE_API_KEY, settings.MARKET_SOURCES = "SECRET", ("ecb", "stooq")
    ready, questions = [], []

    def fetch(method, url, **_):
        questions.append(url)
        answer = ready.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(http, "fetch", fetch)
    return ready, questions


def said(body, status=200, **headers):
    content = body if isinstance(body, bytes) else body.encode()
    return http.Answer(status, headers, "https://provider.example", content)


def test_each_asks_its_own_fixed_address(internet):
    ready, questions = internet
    ready += [said(json.dumps(series(_2024_01_02=DAY))), said(TABLE), said(archive("Date,USD\n2024-01-02,1.1\n"))]

    alpha_vantage.closes("SHEL.LON&x=1", SINCE)
    stooq.closes("AAPL.US", SINCE)
    ecb.rates(SINCE)

    hosts = [urlsplit(url).netloc for url in questions]
    assert hosts == ["www.alphavantage.co", "stooq.com", "www.ecb.europa.eu"]
    assert parse_qs(urlsplit(questions[0]).query)["symbol"] == ["SHEL.LON&x=1"]
    assert parse_qs(urlsplit(questions[1]).query)["s"] == ["aapl.us"]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (said("", 429, **{"retry-after": "90"}), LimitReached),
        (said("", 429), LimitReached),
        (said("", 403), NotAllowed),
        (said("", 500), ProviderAway),
        (said("<html>"), Unreadable),
        (http.NoAnswer("www.alphavantage.co took too long to answer."), ProviderAway),
    ],
)
def test_what_is_no_answer(internet, answer, refusal):
    internet[0].append(answer)

    with pytest.raises(refusal) as refused:
        alpha_vantage.closes("IBM", SINCE)

    assert getattr(refused.value, "wait", None) == (90 if "retry-after" in getattr(answer, "headers", {}) else None)


def test_only_what_is_switched_on_is_asked(settings):
    settings.ALPHA_VANTAGE_API_KEY, settings.MARKET_SOURCES = "", ()
    assert list(providers()) == ["sample"]
    assert not ecb.is_on()

    settings.ALPHA_VANTAGE_API_KEY, settings.MARKET_SOURCES = "SECRET", ("stooq",)
    assert list(providers()) == ["alpha_vantage", "stooq", "sample"]


def test_the_made_up_market_answers_like_any_other():
    sample = providers()["sample"]

    found = sample.closes("mwld", date(2024, 1, 1)).days

    assert min(found) == date(2024, 1, 1)
    with pytest.raises(NotKnown):
        sample.closes("NOTHING", SINCE)


@pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "0", "-1", "1e30", None])
def test_what_is_no_figure(text):
    assert answers.figure(text) is None
