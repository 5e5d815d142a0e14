"""The report: the page's examples, the words of other programs, and what is said of bad input."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from apps.portfolio.domain.report import report
from apps.portfolio.domain.report.rows import KINDS
from project.lib.errors import DomainError

PAGE = Path(__file__).resolve().parents[4] / "docs" / "portfolio" / "report.md"
BLOCKS = [json.loads(block, parse_float=Decimal) for block in re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.S)]
WHOLE, GIVEN, FLOWS, RETURNS = BLOCKS

BUY = {"type": "buy", "date": "2024-01-02", "symbol": "ACME", "quantity": 10, "price": 10, "currency": "EUR"}


def totals(*activities, **more):
    return report({"activities": list(activities)} | more)["totals"]


def within(expected, found):
    return {
        name: within(value, found[name]) if isinstance(value, dict) else found[name] for name, value in expected.items()
    }


# --- The page -------------------------------------------------------------------------------------------------


def test_the_example_of_the_page_gives_what_it_says():
    answer = report(WHOLE)

    assert within(GIVEN, answer) == GIVEN
    assert answer["ignored"] == []


def test_what_the_report_prints_is_json_without_numbers_that_lose_digits():
    def numbers(value):
        if isinstance(value, dict):
            return [found for inner in value.values() for found in numbers(inner)]
        if isinstance(value, list):
            return [found for inner in value for found in numbers(inner)]
        return [value] if isinstance(value, float | Decimal) else []

    answer = report(WHOLE | {"daily": True})

    assert numbers(answer) == []
    assert json.loads(json.dumps(answer)) == answer


def test_the_page_lists_every_field_that_is_printed():
    answer = report(WHOLE | {"daily": True})
    page = PAGE.read_text()

    said = {"base_currency", "range", "lot_method", "methods", "ignored", "daily"}
    assert {name for name in answer if f"`{name}`" not in page} <= said


def test_flows_alone_give_their_rate():
    assert report(FLOWS)["xirr"].startswith("0.1")
    assert report({"flows": {"2023-01-01": -1000, "2024-01-01": 1100}})["xirr"] == report(FLOWS)["xirr"]


def test_returns_alone_give_the_risk_figures():
    answer = report(RETURNS)

    assert answer["periods"] == 3
    assert answer["max_drawdown"] == {"depth": "-0.02"} or answer["max_drawdown"]["depth"].startswith("-0.0")
    assert answer["benchmark"]["beta"] is not None


def test_values_alone_are_turned_into_returns_and_dates_name_the_drawdown():
    listed = report({"values": [100, 110, 99, 121]})
    dated = report({"values": {"2024-01-01": 100, "2024-01-02": 110, "2024-01-03": 99, "2024-01-04": 121}})
    pairs = report({"returns": [["2024-01-02", "0.1"], ["2024-01-03", "-0.1"]], "benchmark_values": [1, 2, 3]})

    assert float(listed["total_return"]) == pytest.approx(0.21)
    assert dated["max_drawdown"]["peak_on"] == "2024-01-02"
    assert dated["max_drawdown"]["recovered_on"] == "2024-01-04"
    assert pairs["max_drawdown"]["trough_on"] == "2024-01-03"
    assert pairs["benchmark"]["correlation"] is not None


# --- The words of other programs ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in KINDS.items() for name in names])
def test_other_names_of_a_kind_are_understood(kind, name):
    row = {"type": name.upper().replace("_", " "), "date": "2024-01-02", "symbol": "ACME", "quantity": 1, "price": 10}
    row |= {"currency": "EUR", "ratio": 2, "share": 0.1, "into": "NEW", "to_account": "B", "amount": 10}
    held = [BUY] if kind not in {"short", "cover"} else [BUY | {"type": "short"}]

    assert report({"activities": [*held, row]})["base_currency"] == "EUR"


def test_names_may_be_in_camel_case_and_unknown_ones_are_listed():
    answer = report(
        {
            "baseCurrency": "eur",
            "activities": [
                {
                    "type": "BUY",
                    "date": "2024-01-02T10:00:00Z",
                    "ticker": "ACME",
                    "shares": "10",
                    "unitPrice": "10",
                    "mood": 1,
                }
            ],
            "colour": "blue",
        }
    )

    assert answer["totals"]["cost"] == "100.00"
    assert answer["ignored"] == ["colour", "activities[0].mood"]


@pytest.mark.parametrize(
    "prices",
    [
        {"ACME": {"2024-01-02": 10, "2024-01-05": "12.5"}},
        {"ACME": [["2024-01-02", 10], ["2024-01-05", 12.5]]},
        {"ACME": [{"date": "2024-01-05", "close": 12.5}, {"date": "2024-01-06", "close": None}]},
        [{"symbol": "ACME", "date": "2024-01-05", "price": "12.5"}, {"symbol": "ACME", "date": "2024-01-06"}],
    ],
)
def test_prices_come_in_several_shapes(prices):
    assert totals(BUY, prices=prices)["end_value"] == "125.00"
    assert totals(BUY, instruments={"ACME": {"prices": {"2024-01-05": 12.5}}})["end_value"] == "125.00"


@pytest.mark.parametrize(
    "rates",
    [
        {"USD/EUR": {"2024-01-01": "0.8"}},
        {"USDEUR=X": {"2024-01-01": "0.8"}},
        {"USD": {"2024-01-01": "0.8"}},
        {"USD": 0.8},
        {"EUR": {"USD": {"2024-01-01": "1.25"}}},
        {"EUR": {"USD": 1.25}},
        [{"date": "2024-01-01", "from": "USD", "to": "EUR", "rate": 0.8}],
        [{"from": "USD", "rate": 0.8}],
    ],
)
def test_rates_come_in_several_shapes(rates):
    dollars = BUY | {"currency": "USD"}

    assert totals(dollars, base_currency="EUR", rates=rates)["end_value"] == "80.00"


def test_accounts_and_instruments_may_be_lists_or_bare_currencies():
    answer = report(
        {
            "base_currency": "EUR",
            "activities": [{key: value for key, value in BUY.items() if key != "currency"} | {"account": "A"}],
            "accounts": [{"name": "A", "currency": "CHF", "lot_method": "Average Cost"}],
            "instruments": {"ACME": "USD"},
            "rates": {"USD": 0.5, "CHF": 1},
        }
    )

    assert answer["cash"][0]["currency"] == "CHF"
    assert answer["totals"]["cost"] == "50.00"


def test_booked_rates_do_where_no_rates_are_given():
    assert totals(BUY | {"currency": "USD", "fx_rate": 0.9}, base_currency="EUR")["end_value"] == "90.00"
    settled = BUY | {"currency": "USD", "fx_rate": 0.9, "settled_in": "EUR"}
    assert totals(settled, base_currency="EUR")["end_value"] == "90.00"


def test_a_list_that_begins_with_the_newest_is_turned_round():
    sell = BUY | {"type": "sell", "price": 12}
    later = BUY | {"date": "2024-01-09"}

    assert totals(later, sell, BUY)["realised"] == "20.00"


def test_signs_of_what_leaves_do_not_matter_and_refunds_have_their_names():
    found = totals(
        {"type": "deposit", "date": "2024-01-01", "amount": 100, "currency": "EUR"},
        {"type": "removal", "date": "2024-01-02", "amount": -30, "currency": "EUR"},
        {"type": "fee_refund", "date": "2024-01-03", "amount": 5, "currency": "EUR"},
        {"type": "interest charge", "date": "2024-01-03", "amount": 2, "currency": "EUR"},
        {"type": "fee", "date": "2024-01-04", "fee": 1, "currency": "EUR"},
        {"type": "interest", "date": "2024-01-04", "quantity": 1, "unitPrice": 4, "currency": "EUR"},
    )

    assert (found["outflow"], found["fees"], found["income"], found["end_value"]) == ("30.00", "-4.00", "2.00", "76.00")


def test_lots_are_chosen_by_name_or_day():
    second = BUY | {"id": "second", "price": 20, "date": "2024-01-03"}
    sell = BUY | {"type": "sell", "date": "2024-01-09", "price": 30, "quantity": 4}

    for lots in ({"second": 4}, [["2024-01-03", 4]], [{"lot": "second", "quantity": 4}]):
        assert totals(BUY, second, sell | {"lots": lots})["realised"] == "40.00"


# --- What is counted ------------------------------------------------------------------------------------------


def test_without_deposits_trades_are_the_flows_and_with_them_cash_counts():
    deposit = {"type": "deposit", "date": "2024-01-01", "amount": 500, "currency": "EUR"}

    assert totals(BUY)["inflow"] == "100.00"
    assert (totals(deposit, BUY)["inflow"], totals(deposit, BUY)["end_value"]) == ("500.00", "500.00")
    assert totals(deposit, BUY, cash="left_out")["end_value"] == "100.00"
    assert totals(BUY, cash="included")["end_value"] == "0.00"


def test_a_report_may_be_of_one_account_or_some_securities():
    here, there = BUY | {"account": "A"}, BUY | {"account": "B", "symbol": "OTHER", "price": 7}

    assert totals(here, there, only={"accounts": "A"})["end_value"] == "100.00"
    assert totals(here, there, only={"symbols": ["OTHER"]})["end_value"] == "70.00"


def test_a_range_counts_gains_from_its_start_and_since_purchase():
    prices = {"ACME": {"2024-01-02": 10, "2024-02-01": 15, "2024-03-01": 18}}
    sell = BUY | {"type": "sell", "date": "2024-02-20", "quantity": 5, "price": 16}

    found = totals(BUY, sell, prices=prices, range={"from": "2024-02-10", "to": "2024-03-01"})

    assert (found["start_value"], found["realised"], found["period_realised"]) == ("150.00", "30.00", "5.00")
    assert (found["unrealised"], found["period_unrealised"]) == ("40.00", "15.00")


def test_a_price_that_is_old_or_only_of_a_trade_is_flagged():
    other = BUY | {"symbol": "OTHER"}
    prices = {"ACME": {"2024-01-05": 11}}

    friday = report({"activities": [BUY, other], "prices": prices, "to": "2024-01-07"})["stale_prices"]
    monday = report({"activities": [BUY, other], "prices": prices, "to": "2024-01-08"})["stale_prices"]

    assert [(row["symbol"], row["taken_from"]) for row in friday] == [("OTHER", "trade")]
    assert [row["symbol"] for row in monday] == ["ACME", "OTHER"]


def test_a_figure_without_a_value_says_why():
    same_day = totals(BUY, BUY | {"type": "sell", "price": 0})
    short = report(
        {"activities": [BUY | {"type": "short"}], "benchmark": "ACME", "daily": True, "from": "2024-01-03"}
        | {"to": "2024-01-04"}
    )

    assert same_day["xirr"] is None
    assert same_day["problems"]["xirr"]["code"] == "flows_of_one_sign"
    assert short["totals"]["problems"]["twr"]["code"] == "no_return"
    assert short["benchmark"]["problem"]["code"] == "no_return"
    assert short["daily"]["twr_index"] == [None, None, None]


def test_several_rates_are_listed():
    rows = [
        {"type": "deposit", "date": "2021-01-01", "amount": 1000, "currency": "EUR"},
        {"type": "interest", "date": "2021-06-01", "amount": 1500, "currency": "EUR"},
        {"type": "withdrawal", "date": "2022-01-01", "amount": 2500, "currency": "EUR"},
        {"type": "interest", "date": "2022-06-01", "amount": -1540, "currency": "EUR"},
    ]

    problem = totals(*rows, range={"from": "2021-01-01", "to": "2023-01-01"})["problems"]["xirr"]

    assert problem["code"] == "several_rates"
    assert [float(rate) for rate in problem["rates"]] == pytest.approx([0.1, 0.4], abs=1e-9)


def test_baskets_take_symbols_and_weights():
    prices = {"A": {"2024-01-01": 10, "2024-01-05": 11}, "B": {"2024-01-01": 10, "2024-01-05": 10}}

    found = report({"activities": [BUY], "prices": prices, "benchmark": {"A": 0.5, "B": 0.5}})["benchmark"]

    assert float(found["twr"]) == pytest.approx(0.05)


def test_whole_shares_can_be_asked_for():
    found = report({"activities": [BUY], "targets": {"ACME": 1}, "new_cash": 25, "whole_shares": True})

    assert found["rebalancing"]["buy_only"] == [{"symbol": "ACME", "quantity": "2", "amount": "20.00"}]


# --- What cannot be read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"activities": [BUY | {"quantity": "ten"}]}, "activities[0].quantity"),
        ({"activities": [BUY | {"quantity": "1e99"}]}, "activities[0].quantity"),
        ({"activities": [BUY | {"type": "swap"}]}, "activities[0].type"),
        ({"activities": [BUY | {"type": None}]}, "activities[0].type"),
        ({"activities": [BUY | {"date": "02.01.2024"}]}, "activities[0].on"),
        ({"activities": [BUY | {"date": None}]}, "activities[0].date"),
        ({"activities": [BUY | {"symbol": ["ACME"]}]}, "activities[0].symbol"),
        ({"activities": [BUY | {"currency": "€"}]}, "activities[0].currency"),
        ({"activities": [BUY | {"type": "split", "ratio": "1:0"}]}, "activities[0].ratio"),
        ({"activities": [BUY | {"lots": ["first"]}]}, "activities[0].lots[0]"),
        ({"activities": [BUY, "buy more"]}, "activities[1]"),
        ({"activities": {"a": BUY}}, "activities"),
        ({"activities": []}, "base_currency"),
        ({"activities": [], "base_currency": "EUR"}, "activities"),
        ({"activities": [BUY, BUY | {"currency": "USD"}]}, "base_currency"),
        ({"activities": [BUY], "prices": {"ACME": {"2024-01-02": -1}}}, "prices.ACME.2024-01-02"),
        ({"activities": [BUY], "rates": {"USD": {"2024-01-02": 0}}}, "rates.USD.2024-01-02"),
        ({"activities": [BUY], "range": {"from": "2025-01-01", "to": "2024-01-01"}}, "range"),
        ({"activities": [BUY], "range": {"from": "1800-01-01"}}, "range"),
        ({"activities": [BUY], "lot_method": "newest"}, "lot_method"),
        ({"activities": [BUY], "cash": "maybe"}, "cash"),
        ({"activities": [BUY], "risk_free_rate": 2}, "risk_free_rate"),
        ({"activities": [BUY], "periods_per_year": 0}, "periods_per_year"),
        ({"activities": [BUY], "targets": {"ACME": -1}}, "targets"),
        ({"flows": [["2024-01-01"]]}, "flows[0]"),
        ({"returns": []}, "returns"),
        ({"returns": {}}, "returns"),
        ({"returns": [-2]}, "returns"),
        ({"returns": [["2024-01-01", 0.1], 0.2]}, "returns[1]"),
        ({"returns": [0.1], "benchmark_returns": [0.1, 0.2]}, "benchmark_returns"),
        ({"values": [1]}, "values"),
    ],
)
def test_bad_input_is_named(asked, field):
    with pytest.raises(DomainError) as refused:
        report(asked)

    assert field in refused.value.fields
    assert refused.value.detail


def test_every_row_at_fault_is_told_at_once():
    with pytest.raises(DomainError) as refused:
        report({"activities": [BUY | {"quantity": 0}, BUY, BUY | {"price": "x"}]})

    assert list(refused.value.fields) == ["activities[0].quantity", "activities[2].price"]
