"""Wrong guesses wait longer and longer, and make only whoever guesses wait."""

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from project.lib.away import Rest
from project.lib.limits import counters, guesses, known
from project.lib.limits.ratelimit import RateLimited
from project.lib.testing import clock

ADDRESS = "ada@example.org"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()
    guesses._here.clear()
    counters.rest.end()


@pytest.fixture(params=["redis", "without redis"])
def where(request, monkeypatch):
    if request.param == "without redis":
        monkeypatch.setattr(guesses, "rest", Resting())


class Resting(Rest):
    def __bool__(self):
        return True


def asking(address="192.0.2.1", **cookies):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.COOKIES |= cookies
    return request


def guess_wrong(times, request=None):
    for _ in range(times):
        guesses.begin(request or asking(), "password", ADDRESS).failed()


@given(st.integers(0, 10_000))
def test_the_delay_grows_and_has_an_end(failures):
    assert 0 <= guesses.delay_after(failures) <= guesses.delay_after(failures + 1) <= guesses.LONGEST_SECONDS


def test_typing_errors_are_free():
    assert [guesses.delay_after(failures) for failures in (1, 5, 6, 7, 8, 99)] == [0, 0, 2, 4, 8, 900]


def test_after_a_few_wrong_ones_the_right_one_waits_too(where):
    guess_wrong(6)

    with pytest.raises(RateLimited) as refusal:
        guesses.begin(asking(), "password", ADDRESS)

    assert refusal.value.policy == "wrong-guess"
    assert 1 <= refusal.value.wait <= 2


def test_another_spelling_of_the_account_does_not_help():
    guess_wrong(6)

    with pytest.raises(RateLimited):
        guesses.begin(asking(), "password", " \uff21DA@example.org")


def test_the_right_one_makes_a_clean_slate(where):
    guess_wrong(5)
    guesses.begin(asking(), "password", ADDRESS).succeeded()

    guess_wrong(5)
    guesses.begin(asking(), "password", ADDRESS)


def test_somebody_elsewhere_does_not_wait_for_it(where):
    guess_wrong(6)

    guesses.begin(asking("198.51.100.9"), "password", ADDRESS)


def test_who_shares_the_network_and_is_known_does_not_wait_either():
    response = HttpResponse()
    known.remember_device(asking(), response, ADDRESS)
    cookie = {"device": response.cookies["device"].value}
    guess_wrong(6)

    guesses.begin(asking(**cookie), "password", ADDRESS)


def test_what_a_process_remembers_is_bounded(monkeypatch):
    monkeypatch.setattr(guesses, "MOST_HERE", 10)
    for number in range(50):
        guesses._count_here(str(number))

    assert list(guesses._here) == [str(number) for number in range(40, 50)]


def test_a_wait_without_redis_ends(monkeypatch):
    monkeypatch.setattr(guesses, "rest", Resting())
    with clock("2026-01-01T00:00:00Z"):
        guess_wrong(6)
    with clock("2026-01-01T00:00:03Z"):
        guesses.begin(asking(), "password", ADDRESS)


# --- Where an account is known ---------------------------------------------------------------------------------------


def test_a_browser_is_known_for_the_accounts_it_signed_in_to_and_no_other():
    response = HttpResponse()
    known.remember_device(asking(), response, ADDRESS)
    cookie = {"device": response.cookies["device"].value}

    assert known.place(asking(**cookie), "ADA@example.org").startswith("device:")
    assert known.place(asking(**cookie), "eve@example.org") == ""
    assert ADDRESS not in cookie["device"]


def test_a_family_s_computer_is_known_to_each_of_them():
    cookies = {}
    for name in ("a", "b", "c"):
        response = HttpResponse()
        known.remember_device(asking(**cookies), response, f"{name}@example.org")
        cookies = {"device": response.cookies["device"].value}

    places = {known.place(asking(**cookies), f"{name}@example.org") for name in ("a", "b", "c")}
    assert len(places) == 1  # one browser, by one name


@pytest.mark.parametrize("forged", ["", "x", "WyJ4Il0:1:2", "\x00"])
def test_a_forged_cookie_is_worth_nothing(forged):
    assert known.place(asking(device=forged), ADDRESS) == ""


def test_a_network_is_known_after_a_sign_in():
    known.remember_network(asking("2001:db8::7"), ADDRESS)

    assert known.place(asking("2001:db8::99"), ADDRESS) == "network:2001:db8::/64"
    assert known.place(asking("2001:db8:1::7"), ADDRESS) == ""


def test_without_redis_a_network_is_not_known(monkeypatch):
    class Away:
        def get(self, *_):
            raise ConnectionError

        set = get

    monkeypatch.setattr(known, "caches", {"ratelimit": Away()})
    known.remember_network(asking(), ADDRESS)

    assert known.place(asking(), ADDRESS) == ""
