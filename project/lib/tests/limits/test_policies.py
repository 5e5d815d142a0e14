"""The table says what C-1 asks for, and a typo in an override stops the start."""

import pytest

from project.lib.limits.policies import NAMES, TABLE, Key, Rate, WhenAway, overrides, policies
from project.settings import env

ASKED = {
    "ip-burst": "10/10s address",
    "ip-minute": "60/m address",
    "ip-hour": "1000/h address",
    "user-burst": "30/10s person",
    "user-minute": "60/m person",
    "user-hour": "1000/h person",
    "api": "100/15m person",
    "chat-free": "100/h person",
    "login": "5/m address",
    "login-account": "10/15m account",
    "register": "5/h address",
    "reset": "10/h address",
    "reset-account": "3/h account",
    "refresh": "30/m address",
    "second-factor": "10/15m person",
    "resend": "5/h address",
    "meal-plan": "10/h person",
    "search": "30/m person",
    "photo": "20/h person",
    "feedback": "10/h person",
    "shared": "30/m address",
    "pictures": "600/m address",
    "export": "2/d person",
    "webhook": "30/m address",
    "csp-report": "30/m address",
    "beacon": "120/m address",
    "poll": "120/m person",
    "suggest": "240/m person",
}


def test_every_policy_that_was_asked_for_is_there_at_its_rate():
    asked = {name: (Rate.parse(said.split()[0]), Key(said.split()[1])) for name, said in ASKED.items()}

    assert {policy.name: (policy.rate, policy.key) for policy in TABLE} == asked


def test_the_standard_tier_has_its_own_rates():
    assert {p.name: p.standard for p in TABLE if p.standard} == {
        "api": Rate(1000, 3600),
        "chat-free": Rate(1000, 3600),
    }


def test_what_guards_an_account_keeps_counting_without_redis():
    guarded = {"login", "login-account", "register", "reset", "reset-account", "refresh", "export"}
    guarded |= {"second-factor", "resend"}

    assert {policy.name for policy in TABLE if policy.when_away is WhenAway.LOCAL} == guarded


@pytest.mark.parametrize(
    ("text", "count", "seconds"), [("5/m", 5, 60), ("100/15m", 100, 900), ("10/10s", 10, 10), ("2/d", 2, 86400)]
)
def test_a_rate_is_read(text, count, seconds):
    assert Rate.parse(text) == Rate(count, seconds)


@pytest.mark.parametrize(
    "text", ["", "5", "5/", "0/m", "5/0m", "5/mm", "5/m ", "x5/m", "5/w", "5/1.5m", "-5/m", "5//m"]
)
def test_a_rate_that_cannot_be_meant_is_refused(text):
    with pytest.raises(ValueError, match="not a rate"):
        Rate.parse(text)


@pytest.mark.parametrize("name", NAMES)
def test_each_policy_can_be_changed(name):
    changed = policies(env.load({"RATE_LIMITS": f"{name}=7/3m"}).rate_limits)

    assert changed[name].rate == Rate(7, 180)
    assert [policy for policy in changed.values() if policy.name != name] == [p for p in TABLE if p.name != name]


def test_the_count_of_the_api_has_a_variable_of_its_own_that_keeps_the_window():
    assert policies({}, 250)["api"].rate == Rate(250, 900)


def test_rate_limits_goes_before_api_rate_limit():
    assert policies(overrides("api=1/s"), 250)["api"].rate == Rate(1, 1)


@pytest.mark.parametrize("value", ["logn=5/m", "login=5/mm", "login", "login=5/m,api=often", "login=100/15m extra"])
def test_a_typo_stops_the_start(value):
    with pytest.raises(env.BadEnvironment, match="RATE_LIMITS"):
        env.load({"RATE_LIMITS": value})


def test_the_documentation_has_the_same_table():
    lines = (env.ROOT / "docs" / "limits.md").read_text().splitlines()

    said = {}
    for line in lines:
        if line.startswith("| `"):
            name, rate, key, _, away = (cell.strip() for cell in line.strip("|").split("|"))
            said[name.strip("`")] = (Rate.parse(rate), Key(key), WhenAway(away))

    assert said == {policy.name: (policy.rate, policy.key, policy.when_away) for policy in TABLE}
