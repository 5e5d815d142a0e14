"""`manage.py plan_menu`, as a program uses it: JSON in, JSON out."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.nutrition.domain.planner.reading import FIELDS
from apps.nutrition.management.commands import plan_menu

ROOT = Path(__file__).resolve().parents[4]
PAGE = (ROOT / "docs/nutrition/planner.md").read_text()


def documented_request() -> dict:
    return json.loads(re.search(r"```json\n(\{.*?\n\})\n```", PAGE, re.DOTALL).group(1))


@pytest.fixture
def ask(monkeypatch, capsys):
    """What the command prints for a request."""

    def ask(request, *options):
        text = request if isinstance(request, str) else json.dumps(request)
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        call_command("plan_menu", *options)
        return capsys.readouterr().out

    return ask


@pytest.fixture
def refusal(ask, capsys):
    """What it answers to a request that it refuses."""

    def refusal(request):
        with pytest.raises(SystemExit) as ended:
            ask(request, "--json")
        assert ended.value.code == 1
        return json.loads(capsys.readouterr().out)

    return refusal


def test_the_documented_request_gives_the_documented_answer(ask):
    words = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL).group(1)

    assert ask(documented_request()).strip() == words.strip()


def test_the_objective_is_the_documented_formula(ask):
    request = documented_request()

    answer = json.loads(ask(request, "--json"))

    dishes = {each["id"]: each for each in request["candidates"]}
    objective, cost, spinach = 0.0, 0.0, 0.0
    for day in answer["plan"]:
        targets = request["targets"] | request["targets_by_kind"].get(day["kind"], {})
        for measure, target in targets.items():
            total = sum(dishes[meal["candidate"]][measure] * meal["portion"] for meal in day["meals"])
            rel = abs(total / target - 1)
            objective += 2 * min(rel, 0.05) + 20 * max(rel - 0.05, 0)
        for meal in day["meals"]:
            dish = dishes[meal["candidate"]]
            objective += 1 - dish["preference"]
            cost += dish["cost"] * meal["portion"]
            spinach += dish.get("pantry", {}).get("spinach", 0) * meal["portion"] * (day["day"] == 0)
    objective += 0.2 * max(cost - 20, 0) - 0.5 * min(spinach / 200, 1)
    assert answer["status"] == "optimal"
    assert answer["objective"] == pytest.approx(objective, abs=1e-9)
    assert answer["bound"] == pytest.approx(objective, abs=1e-6)


def test_the_documented_conflict_is_what_is_said(ask):
    request = documented_request()
    request["limits"]["week"]["minutes"]["max"] = 150

    answer = json.loads(ask(request, "--json"))

    assert answer["status"] == "impossible"
    assert answer["plan"] is None
    assert f'"sentence": "{answer["conflict"]["sentence"]}"' in PAGE
    assert [rule["rule"] for rule in answer["nearest"]["broken"]] == ["WeekLimit"]
    assert "The nearest plan does not keep: Each week: cooking at most 150 minutes." in ask(request)


def test_every_field_is_documented(refusal):
    for name in FIELDS:
        assert f"`{name}`" in PAGE
    assert refusal({"colour": "red"})["fields"]["colour"] == ["There is no such field."]


def test_a_meal_is_swapped(ask):
    request = documented_request()
    plan = json.loads(ask(request, "--json"))["plan"]
    del request["locked"]
    kept = [[{"candidate": meal["candidate"], "portion": meal["portion"]} for meal in day["meals"]] for day in plan]

    swapped = json.loads(ask(request | {"max_uses": 2, "swap": {"day": 1, "slot": "dinner", "plan": kept}}, "--json"))

    meals = [[meal["candidate"] for meal in day["meals"]] for day in swapped["plan"]]
    assert meals[1][2] != kept[1][2]["candidate"]
    assert meals[0] == [meal["candidate"] for meal in kept[0]]


@pytest.mark.parametrize(("swapped", "unchanged"), [((0, 2), (0, 1)), ((1, 1), (1, 2))])
def test_the_leftovers_of_a_swapped_meal_change_with_it(ask, swapped, unchanged):
    request = documented_request()
    del request["locked"], request["limits"], request["max_uses"], request["groups"]
    request["leftovers"] = [{"cooked": {"day": 0, "slot": "dinner"}, "eaten": {"day": 1, "slot": "lunch"}}]
    plan = json.loads(ask(request, "--json"))["plan"]
    kept = [[{"candidate": meal["candidate"], "portion": meal["portion"]} for meal in day["meals"]] for day in plan]
    day, slot = swapped

    answer = json.loads(ask(request | {"swap": {"day": day, "slot": request["slots"][slot], "plan": kept}}, "--json"))

    meals = [[meal["candidate"] for meal in day["meals"]] for day in answer["plan"]]
    assert answer["status"] == "optimal"
    assert meals[0][2] == meals[1][1] != kept[0][2]["candidate"]
    assert meals[unchanged[0]][unchanged[1]] == kept[unchanged[0]][unchanged[1]]["candidate"]


def test_everything_a_request_may_ask_for_is_read(ask):
    request = documented_request()
    targets = {"targets": request.pop("targets"), "targets_by_kind": request.pop("targets_by_kind")}
    request["candidates"][3]["max_uses"] = 2
    request |= {
        "people": [{"name": "Ada", **targets}, {"name": "Bo", "portion": 0.8, **targets}],
        "limits": {"day_by_kind": {"training": {"protein_g": {"min": 40}}}, "week": {"cost": {"max": 90}}},
        "once_per_day": True,
        "leftovers": [{"cooked": {"day": 0, "slot": "dinner"}, "eaten": {"day": 1, "slot": "lunch"}}],
        "max_uses": 2,
        "pools": {"lunch": 3},
        "weights": {"preference": 0.5},
        "gap": 0.01,
    }

    answer = json.loads(ask(request, "--json"))

    assert answer["status"] in ("optimal", "feasible")
    assert answer["plan"][1]["meals"][1] == answer["plan"][0]["meals"][2] | {"slot": "lunch", "leftover": True} | {
        "portion": answer["plan"][1]["meals"][1]["portion"]
    }
    assert answer["cut"]["sentence"] == "Chosen from the most promising dishes only: 3 of 4 for lunch."
    assert set(answer["plan"][0]["off_target"]) == {"Ada", "Bo"}
    assert "(leftovers)" in ask(request)


def test_a_plan_without_time_is_unknown(ask):
    request = documented_request() | {"seconds": 1e-9, "days": 14, "max_uses": 6}
    del request["locked"], request["targets_by_kind"], request["limits"]

    answer = json.loads(ask(request, "--json"))

    assert (answer["status"], answer["plan"], answer["gap"]) == ("unknown", None, None)
    assert isinstance(answer["bound"], float)
    assert ask(request).startswith("The time ended before a plan was found")


# --- Refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000])
def test_what_is_no_json_is_refused(refusal, text):
    assert refusal(text)["code"] == "unreadable"


def test_too_long_a_request_is_refused(refusal, monkeypatch):
    monkeypatch.setattr(plan_menu, "MOST_BYTES", 10)

    assert refusal("[1, 2, 3, 4, 5]")["detail"].startswith("The request is longer than")


FAULTS = [
    ({"days": 15}, "days"),
    ({"days": True}, "days"),
    ({"days": []}, "days"),
    ({"slots": ["lunch", "lunch"]}, "slots"),
    ({"slots": ["x" * 201]}, "slots.0"),
    ({"candidates": []}, "candidates"),
    ({"candidates": [7]}, "candidates.0"),
    ({"candidates": [{"id": "a", "slots": ["supper"]}]}, "candidates.0.slots.0"),
    ({"candidates": [{"id": "a", "slots": [], "fat_g": float("nan")}]}, "candidates.0.fat_g"),
    ({"candidates": [{"id": "a", "slots": [], "fat_g": 10**400}]}, "candidates.0.fat_g"),
    ({"targets": {"energy_kcal": float("-inf")}}, "targets.energy_kcal"),
    ({"candidates": [{"id": "a", "slots": []}, {"id": "a", "slots": []}]}, "candidates"),
    ({"candidates": [{"id": "a", "slots": [], "colour": 1}]}, "candidates.0.colour"),
    ({"targets": {"energy_kcal": 0}}, "targets.energy_kcal"),
    ({"targets": {}, "targets_by_kind": {}}, "targets"),
    ({"targets_by_kind": {"monday": {}}}, "targets_by_kind.monday"),
    ({"people": [{"name": "Ada"}]}, "targets"),
    ({"limits": {"day": {"sodium_mg": {"max": -1}}}}, "limits.day.sodium_mg.max"),
    ({"limits": {"month": {}}}, "limits.month"),
    ({"max_uses": 0}, "max_uses"),
    ({"max_uses": 1.5}, "max_uses"),
    ({"groups": {"insects": {"max": 1}}}, "groups.insects"),
    ({"once_per_day": "yes"}, "once_per_day"),
    ({"locked": [{"day": 9, "slot": "lunch", "candidate": "porridge"}]}, "locked.0.day"),
    ({"locked": [{"day": 0, "slot": "lunch", "candidate": "pie"}]}, "locked.0.candidate"),
    ({"locked": [{"day": 0, "slot": "lunch", "candidate": "porridge"}] * 2}, "locked"),
    (
        {"leftovers": [{"cooked": {"day": 1, "slot": "lunch"}, "eaten": {"day": 0, "slot": "lunch"}}]},
        "leftovers.0.eaten",
    ),
    ({"leftovers": [{"cooked": {"day": 0, "slot": "lunch"}, "eaten": {"day": 1, "slot": "lunch"}}] * 2}, "leftovers"),
    ({"swap": {"day": 0, "slot": "lunch", "plan": []}}, "swap.plan"),
    ({"portions": [0]}, "portions.0"),
    ({"pantry": [{"item": "rice", "amount": 0}]}, "pantry.0.amount"),
    ({"budget": "cheap"}, "budget"),
    ({"weights": {"inside": 30}}, "weights.outside"),
    ({"pools": {"supper": 3}}, "pools.supper"),
    ({"pools": 0}, "pools"),
    ({"seed": -1}, "seed"),
    ({"seconds": 1000}, "seconds"),
]


@pytest.mark.parametrize(
    ("change", "field"), FAULTS, ids=[f"{next(iter(c))}-{f}-{n}" for n, (c, f) in enumerate(FAULTS)]
)
def test_a_fault_is_named_by_its_field(refusal, change, field):
    said = refusal(documented_request() | change)

    assert said["code"] == "invalid"
    assert field in said["fields"]
    assert all(sentence.endswith(".") for sentences in said["fields"].values() for sentence in sentences)


def test_a_locked_dish_of_which_a_target_is_unknown_is_refused(refusal):
    request = documented_request()
    del request["candidates"][0]["fat_g"]

    assert refusal(request)["fields"] == {"locked": ["“porridge” is locked, but its fat_g is not known."]}


def test_candidates_times_portions_have_a_limit(refusal):
    dishes = [{"id": f"dish {n}", "slots": ["lunch"]} for n in range(4_000)]

    said = refusal(documented_request() | {"candidates": dishes, "portions": [1, 2, 3, 4, 5, 6]})

    assert said["fields"]["portions"] == ["Candidates times portions may be 20000 at most."]


def test_in_words_a_refusal_names_the_fields_too(ask):
    with pytest.raises(CommandError, match=r"days: Give a whole number from 1 to 14\."):
        ask(documented_request() | {"days": 0})


def test_no_more_than_fifty_faults_are_listed(refusal):
    dishes = [{"id": "", "slots": []} for _ in range(200)]

    assert len(refusal(documented_request() | {"candidates": dishes})["fields"]) == 50


# --- The process ------------------------------------------------------------------------------------------------------


def test_it_works_with_the_database_down_and_prints_nothing_but_the_answer():
    away = os.environ | {"DATABASE_URL": "postgresql://127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}

    done = subprocess.run(
        [sys.executable, "manage.py", "plan_menu", "--json"],
        cwd=ROOT,
        env=away,
        input=json.dumps(documented_request()),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert json.loads(done.stdout)["status"] == "optimal"
    assert done.stderr == ""


def test_web_processes_do_not_load_the_solver():
    look = "import project.wsgi, project.urls, sys; print(sorted({'highspy', 'numpy'} & set(sys.modules)))"

    done = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.strip() == "[]"
