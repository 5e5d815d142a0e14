"""The worked example of every kind of activity in docs/portfolio/activities.md, reckoned anew."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from apps.portfolio.domain.activities import Kind
from apps.portfolio.domain.report import report

PAGE = Path(__file__).resolve().parents[4] / "docs" / "portfolio" / "activities.md"
SECTIONS = re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL)
COMMON = json.loads(re.search(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)[1])


def examples():
    for kind, text in SECTIONS:
        for number, block in enumerate(re.findall(r"```json\n(.*?)```", text, re.DOTALL)):
            yield pytest.param(kind, json.loads(block), id=f"{kind}-{number}")


def effect(example):
    """What the last activity did, in the words of the page."""
    day = example["activity"]["date"]
    before = example.get("before", COMMON["before"])
    asked = {name: COMMON[name] for name in ("base_currency", "accounts", "rates")}
    answer = report(
        asked
        | example.get("with", {})
        | {"activities": [*before, example["activity"]], "range": {"from": day, "to": day}, "cash": "included"}
    )
    closed, totals = answer["lots"]["closed"], answer["totals"]
    return {
        "quantity": {held["account"] + " " + held["symbol"]: held["quantity"] for held in answer["holdings"]},
        "cash": {f"{cash['account']} {cash['currency']}": cash["amount"] for cash in answer["cash"]},
        "lots": [
            [lot["symbol"], lot["acquired_on"], lot["quantity"], lot["cost_per_unit"], lot["cost"]["base"]]
            for lot in answer["lots"]["open"]
        ],
        "realised": {
            "account": str(sum((Decimal(lot["gain"]["account"]) for lot in closed), Decimal("0.00"))),
            "base": totals["realised"],
            "currency_part": totals["realised_currency"],
        },
        "income": totals["income"],
        "fees": totals["fees"],
        "taxes": totals["taxes"],
        "flow": {"portfolio": totals["net_flow"]}
        | {held["account"] + " " + held["symbol"]: held["net_flow"] for held in answer["holdings"]},
    }


@pytest.mark.parametrize(("kind", "example"), list(examples()))
def test_an_example_gives_what_the_page_says(kind, example):
    assert example["activity"]["type"] == kind
    assert effect(example) == example["gives"]


def test_every_kind_has_an_example():
    assert {kind for kind, text in SECTIONS if "```json" in text} == set(Kind)
