"""Goals: set, looked at, changed, deleted; on pages and for programs."""

import re
from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio import services
from apps.portfolio.models import Goal
from apps.portfolio.queries.goals import goal_lines, line_of, months_after, projection_of
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, GoalFactory, paid_in
from project.lib.testing import UserFactory, clock, statements

pytestmark = pytest.mark.django_db

API = "/api/v1/portfolio"
JSON = {"content_type": "application/json"}
TODAY = date(2024, 6, 3)


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock("2024-06-03T12:00:00Z"):
        yield


@pytest.fixture
def ada(client):
    """With ten thousand euro."""
    account = AccountFactory(name="Bank")
    paid_in(account, 10_000)
    update_portfolio_metrics(user=account.owner)
    client.force_login(account.owner)
    return account.owner


def say(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


SAID = {"name": "A house", "amount": "20000", "monthly_saving": "100", "yearly_return": "5", "volatility": "15"}


def test_a_goal_is_set_and_shows_how_far_it_is_and_where_it_leads(client, ada):
    set_ = client.post("/portfolio/goals/add/", {**SAID, "due_on": "2034-06-03"})
    page = client.get(set_["Location"])

    goal = Goal.objects.get()
    assert (goal.sum, goal.currency, goal.yearly_return) == (20_000, "EUR", Decimal("0.05"))
    assert page.context["line"]["progress"] == "50.0%"
    assert "€10,000.00 of €20,000.00" in say(page)
    assert "Chance of reaching it" in say(page)
    assert page.context["chart"].kind == "fan"
    assert page.context["needed"].amount == Decimal("24.04")
    assert "A house" in say(client.get("/portfolio/goals/"))


def test_to_live_of_what_one_has_takes_so_many_times_the_spending(client, ada):
    client.post("/portfolio/goals/add/", {**SAID, "amount": "", "yearly_spending": "24000", "multiple": "25"})
    page = client.get(f"/portfolio/goals/{Goal.objects.get().uuid}/")

    assert Goal.objects.get().sum == 600_000
    assert "25 times €24,000.00 a year" in say(page)


def test_the_same_courses_are_drawn_each_time(ada):
    line = line_of(ada, GoalFactory(owner=ada, monthly_saving=50))

    first, again = projection_of(ada, line, TODAY), projection_of(ada, line, TODAY)

    assert first == again
    assert 0 < first.probability < 1
    assert len(first.days) == len(first.steady) == len(first.percentiles["50"])
    assert first.days[0] == TODAY


def test_without_volatility_every_course_is_the_steady_one(ada):
    line = line_of(ada, GoalFactory(owner=ada, volatility=0, due_on=date(2026, 1, 3)))

    found = projection_of(ada, line, TODAY)

    assert found.percentiles["10"] == pytest.approx(found.steady)
    assert found.percentiles["90"] == pytest.approx(found.steady)
    assert found.days == [TODAY, date(2025, 6, 3), date(2026, 1, 3)]


def test_what_is_saved_as_needed_reaches_the_goal_on_its_day(ada):
    goal = GoalFactory(owner=ada, due_on=date(2030, 6, 3), volatility=0)
    needed = projection_of(ada, line_of(ada, goal), TODAY).saving_needed

    goal.monthly_saving = Decimal(str(needed))
    found = projection_of(ada, line_of(ada, goal), TODAY)

    assert found.steady[-1] == pytest.approx(20_000)


def test_one_that_is_never_reached_says_so(client, ada):
    goal = GoalFactory(owner=ada, amount=10**9, yearly_return=0)

    page = client.get(f"/portfolio/goals/{goal.uuid}/")

    assert "Not by 2064" in say(page)


def test_one_that_is_reached_says_so(client, ada):
    goal = GoalFactory(owner=ada, amount=5000)

    page = client.get(f"/portfolio/goals/{goal.uuid}/")

    assert page.context["line"]["filled"] == 100
    assert "Reached" in say(page)


def test_what_is_in_a_portfolio_alone_may_count(ada):
    empty = services.open_portfolio(owner=ada, name="Empty")

    line = line_of(ada, GoalFactory(owner=ada, portfolio=empty))

    assert (line.value, line.progress) == (0, 0)


def test_in_another_currency_nothing_is_claimed(client, ada):
    goal = GoalFactory(owner=ada, currency="USD")

    page = client.get(f"/portfolio/goals/{goal.uuid}/")
    answer = client.get(f"{API}/goals/{goal.uuid}/projection")

    assert "How far you are is not known" in say(page)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_projection")


def test_when_its_day_has_come_there_is_nothing_to_project(client, ada):
    goal = GoalFactory(owner=ada, due_on=TODAY)

    assert "Its day has come" in say(client.get(f"/portfolio/goals/{goal.uuid}/"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "This field is required."),
        ({"amount": ""}, "Give an amount, or what you spend in a year; one of the two."),
        ({"yearly_spending": "5"}, "Give an amount, or what you spend in a year; one of the two."),
        ({"amount": "0"}, "It must be above zero."),
        ({"amount": "", "yearly_spending": "5", "multiple": ""}, "Say how many times the yearly spending"),
        ({"amount": "", "yearly_spending": "5", "multiple": "-1"}, "It must be above zero."),
        ({"monthly_saving": "-1"}, "It must not be below zero."),
        ({"yearly_return": "-100"}, "A return is above -100 %"),
        ({"volatility": "101"}, "A volatility is from 0 to 100 %"),
        ({"due_on": "2024-06-03"}, "Choose a day after today"),
        ({"due_on": "2200-01-01"}, "Choose a day after today"),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(changes, sentence, client, ada):
    answer = client.post("/portfolio/goals/add/", SAID | changes)

    assert answer.status_code == 422
    assert sentence in say(answer)
    assert not Goal.objects.exists()


def test_a_goal_is_changed_and_deleted(client, ada):
    goal = GoalFactory(owner=ada, currency="USD", yearly_return=Decimal("0.065"))
    here = f"/portfolio/goals/{goal.uuid}/"

    form = client.get(f"{here}edit/").context["form"]
    refused = client.post(f"{here}edit/", SAID | {"amount": "-1"})
    client.post(f"{here}edit/", SAID | {"name": "A flat"})
    changed = Goal.objects.get()
    client.post(f"{here}delete/")

    assert form["yearly_return"].value() == "6.5"
    assert refused.status_code == 422
    assert (changed.name, changed.currency) == ("A flat", "EUR")
    assert not Goal.objects.exists()


def test_without_goals_one_is_led_to_the_first(client, ada):
    assert "No goals yet" in say(client.get("/portfolio/goals/"))


def test_there_are_only_so_many(ada):
    GoalFactory.create_batch(50, owner=ada)

    with pytest.raises(services.TooManyGoals):
        services.add_goal(owner=ada, name="One more", amount=Decimal(1))


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_however_many(count, client, ada):
    GoalFactory.create_batch(count, owner=ada)
    goal_lines(ada)

    with statements() as sent:
        client.get("/portfolio/goals/")

    assert len(sent.beyond_sign_in()) <= 5, sent.beyond_sign_in()


def test_programs_set_read_change_and_delete_goals(client, ada):
    made = client.post(f"{API}/goals", {"name": "A house", "amount": "20000"}, **JSON)
    here = f"{API}/goals/{made.json()['uuid']}"
    changed = client.patch(here, {"amount": None, "yearly_spending": "1000", "multiple": "30"}, **JSON).json()
    ahead = client.get(f"{here}/projection").json()
    listed = client.get(f"{API}/goals").json()
    gone = client.delete(here).status_code

    assert (made.status_code, made.json()["progress"]) == (201, "0.5")
    assert changed["sum"] == "30000"
    assert client.get(here).status_code == 404
    assert set(ahead["percentiles"]) == {"10", "25", "50", "75", "90"}
    assert ahead["saving_needed"] is None
    assert [goal["sum"] for goal in listed] == ["30000"]
    assert gone == 204


def test_a_goal_of_somebody_elses_portfolio_is_refused(client, ada):
    theirs = services.open_portfolio(owner=UserFactory(), name="Theirs")

    answer = client.post(f"{API}/goals", {"name": "Mine", "amount": "5", "portfolio": theirs.uuid}, **JSON)

    assert answer.json()["fields"] == {"portfolio": ["There is no such portfolio."]}


def test_months_end_where_they_are_shorter():
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
