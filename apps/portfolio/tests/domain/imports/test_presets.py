"""Each preset on files as its broker or program writes them: signs, currencies, tax, cancellations."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio.domain.imports import presets
from apps.portfolio.domain.imports.entries import State

from .readings import of_state, read, ready, said
from .test_interactive_brokers import STATEMENT

# --- Ghostfolio -------------------------------------------------------------------------------------------------------


def test_ghostfolio_csv_counts_without_signs_and_knows_no_liability():
    key, reading = read(
        "Date,Code,DataSource,Currency,UnitPrice,Quantity,Type,Fee,Note,Symbol\n"
        "01-09-2021,,YAHOO,USD,298.58,5,buy,19.00,My first,MSFT\n"
        "17-11-2021,,YAHOO,USD,0.62,5,dividend,0,,MSFT\n"
        "01-01-2022,,MANUAL,USD,0,0,fee,12,Account fee,Fee\n"
        "02-01-2022,,YAHOO,GBp,496,4,sell,1,,AV.L\n"
        "03-01-2022,,MANUAL,USD,1000,1,liability,0,,Loan\n"
    )

    assert key == "ghostfolio"
    buy, dividend, fee, sell = ready(reading)
    assert said(buy, "kind", "on", "quantity", "price", "fee", "settled_in") == (
        "buy", date(2021, 9, 1), 5, Decimal("298.58"), 19, "USD",
    )  # fmt: skip
    assert said(dividend, "kind", "amount") == ("dividend", Decimal("3.10"))
    assert said(fee, "kind", "amount", "symbol", "fee") == ("fee", 12, "", 0)
    assert said(sell, "currency", "settled_in") == ("GBX", "GBP")
    assert of_state(reading, State.TO_MEND) == [6]


def test_ghostfolio_json_brings_accounts_balances_and_own_assets():
    key, reading = read(
        '{"meta": {}, "accounts": [{"id": "a1", "name": "Bank", "currency": "EUR", "balance": 12.5}],'
        ' "assetProfiles": [{"symbol": "HOUSE", "name": "House", "currency": "EUR",'
        ' "marketData": [{"date": "2024-05-01T00:00:00.000Z", "marketPrice": 1000.10}]}],'
        ' "activities": [{"accountId": "a1", "id": "x1", "currency": "EUR", "date": "2024-01-02T10:30:00.000Z",'
        ' "fee": 0, "quantity": 1, "symbol": "HOUSE", "type": "BUY", "unitPrice": 0.1}, "odd",'
        ' {"type": "ITEM", "date": "2024-01-02", "currency": "EUR"}, {"type": "BUY", "date": "soon", "currency": ""}]}'
    )

    assert key == "ghostfolio-json"
    assert said(ready(reading)[0], "account", "reference", "price", "at") == ("Bank", "x1", Decimal("0.1"), "10:30")
    assert of_state(reading, State.TO_MEND) == [2, 3, 4]
    assert (reading.closing[0].quantity, reading.closing[0].currency) == (Decimal("12.5"), "EUR")
    assert reading.prices[0].close == Decimal("1000.10")


# --- Portfolio Performance --------------------------------------------------------------------------------------------

PP_ENGLISH = """Date,Ex-Date,Type,Value,Transaction Currency,Gross Amount,Currency Gross Amount,Exchange Rate,Fees,Taxes,Shares,ISIN,WKN,Ticker Symbol,Security Name,Note
2024-01-02T00:00,,Deposit,"1,000.00",EUR,,,,,,,,,,,
2024-01-03T10:15,,Buy,-510.00,EUR,,,,10.00,,5,IE00B3RBWM25,,VWRL,Vanguard,
2024-02-03T00:00,,Dividend,8.50,EUR,10.00,USD,1.1765,,1.50,5,IE00B3RBWM25,,VWRL,Vanguard,
2024-03-03T00:00,,Sell,207.00,EUR,,,,2.00,1.00,2,IE00B3RBWM25,,VWRL,Vanguard,
2024-03-04T00:00,,Interest Charge,-1.20,EUR,,,,,,,,,,,
2024-03-05T00:00,,Tax Refund,3.00,EUR,,,,,,,,,,,
2024-03-06T00:00,,Transfer (Outbound),-50.00,EUR,,,,,,,,,,,
2024-03-07T00:00,,Delivery (Inbound),100.00,EUR,,,,,,4,IE00B3RBWM25,,VWRL,Vanguard,
2024-03-08T00:00,,Something new,1.00,EUR,,,,,,,,,,,
"""  # noqa: E501
PP_GERMAN = """Datum;Typ;Wert;Buchungswährung;Bruttobetrag;Währung Bruttobetrag;Wechselkurs;Gebühren;Steuern;Stück;ISIN;WKN;Ticker-Symbol;Wertpapiername;Notiz
2024-01-03T10:15;Kauf;-1.510,00;EUR;;;;10,00;;1,5;IE00B3RBWM25;;;Vanguard;
2024-01-04T00:00;Zinsbelastung;-1,20;EUR;;;;;;;;;;;
"""  # noqa: E501


def test_portfolio_performance_value_is_what_moved_and_costs_are_taken_out_of_it():
    key, reading = read(PP_ENGLISH)

    assert key == "portfolio-performance"
    deposit, buy, dividend, sell, interest, refund, delivery = ready(reading)
    assert said(deposit, "kind", "amount") == ("deposit", 1000)
    assert said(buy, "kind", "amount", "fee", "quantity", "at") == ("buy", 500, 10, 5, "10:15")
    assert said(dividend, "amount", "tax", "asset_currency") == (10, Decimal("1.50"), "USD")
    assert said(sell, "amount", "fee", "tax") == (210, 2, 1)
    assert said(interest, "kind", "amount") == ("interest", Decimal("-1.20"))
    assert said(refund, "kind", "amount") == ("tax", -3)
    assert said(delivery, "kind", "price", "quantity") == ("transfer_in", 25, 4)
    assert of_state(reading, State.TO_MEND) == [8, 10]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_portfolio_performance_in_german_and_in_any_encoding(encoding):
    key, reading = read(PP_GERMAN.encode(encoding))

    assert key == "portfolio-performance"
    buy, interest = ready(reading)
    assert said(buy, "amount", "quantity") == (1500, Decimal("1.5"))
    assert interest.amount == Decimal("-1.20")


# --- DEGIRO -----------------------------------------------------------------------------------------------------------

DEGIRO = """Datum,Tijd,Valutadatum,Product,ISIN,Omschrijving,FX,Mutatie,,Saldo,,Order Id
19-12-2022,18:33,19-12-2022,,,"Overboeking van uw geldrekening bij flatexDEGIRO Bank 26,45 EUR",,,,EUR,"1,35",
19-12-2022,18:33,19-12-2022,FLATEX EURO BANKACCOUNT,NLFLATEXACNT,Degiro Cash Sweep Transfer,,EUR,"26,45",EUR,"27,80",
17-12-2022,09:51,16-12-2022,,,iDEAL Deposit,,EUR,"27,80",EUR,"1,35",
17-12-2022,09:51,16-12-2022,,,Reservation iDEAL / Sofort Deposit,,EUR,"-27,80",EUR,"-26,45",
16-12-2022,09:05,15-12-2022,COCA-COLA COMPANY (THE,US1912161007,Dividend,,USD,"0,44",USD,"1,36",
16-12-2022,09:05,15-12-2022,COCA-COLA COMPANY (THE,US1912161007,Dividendbelasting,,USD,"-0,07",USD,"0,92",
15-12-2022,16:55,15-12-2022,VICI PROPERTIES INC. C,US9256521090,Valuta Creditering,"1,0624",USD,"33,90",USD,"0,00",5925d76b-eb36-46e3-
,,,,,,,,,,,b017-a61a6d03c3e7
15-12-2022,16:55,15-12-2022,VICI PROPERTIES INC. C,US9256521090,Valuta Debitering,,EUR,"-31,91",EUR,"0,07",5925d76b-eb36-46e3-b017-a61a6d03c3e7
15-12-2022,16:55,15-12-2022,VICI PROPERTIES INC. C,US9256521090,DEGIRO Transactiekosten en/of kosten van derden,,EUR,"-1,00",EUR,"31,98",5925d76b-eb36-46e3-b017-a61a6d03c3e7
15-12-2022,16:55,15-12-2022,VICI PROPERTIES INC. C,US9256521090,"Koop 1 @ 33,9 USD",,USD,"-33,90",USD,"-33,90",5925d76b-eb36-46e3-b017-a61a6d03c3e7
23-02-2022,04:21,23-02-2022,FBR LTD,AU000000FBR4,"PRODUCTWIJZIGING : Koop 500 @ 0,039 EUR",,EUR,"0,00",EUR,"18,30",
15-05-2019,09:05,15-05-2019,ISHARES MSCI WOR A,IE00B4L5Y983,"Compra 6 ISHARES MSCI WOR A@49,785 EUR (IE00B4L5Y983)",,EUR,"-298,71",EUR,"0,64",a47e
05-02-2019,07:16,31-01-2019,,,DEGIRO Aansluitingskosten 2024 (Nasdaq - NDQ),,EUR,"-2,50",EUR,"-6,28",
02-04-2019,09:00,02-04-2019,AVIVA,GB00BPQY8M80,Sell 4 AVIVA@496 GBX (GB00BPQY8M80),,GBP,"19,84",GBP,"114,31",86c1
26-08-2018,13:30,26-08-2018,,,Processed Flatex Withdrawal,,EUR,"15,10",EUR,"0,36",
"""  # noqa: E501


def test_degiro_account_statement_joins_the_lines_that_belong_together():
    key, reading = read(DEGIRO)

    assert key == "degiro"
    by_line = {row.line: row for row in reading.rows}
    assert {by_line[line].state for line in (2, 3, 5, 7, 8)} == {State.LEFT_OUT}
    assert said(by_line[6].entry, "kind", "amount", "tax", "currency") == (
        "dividend", Decimal("0.44"), Decimal("0.07"), "USD",
    )  # fmt: skip
    assert "b017-a61a6d03c3e7" in by_line[8].text
    exchange = by_line[10].entry
    assert said(exchange, "kind", "currency", "amount", "settled_in") == ("transfer", "EUR", Decimal("31.91"), "USD")
    assert round(exchange.amount * exchange.rate, 8) == Decimal("33.90")
    assert said(by_line[11].entry, "kind", "amount", "currency", "isin") == ("fee", 1, "EUR", "US9256521090")
    assert said(by_line[12].entry, "kind", "quantity", "price", "amount", "settled_in") == (
        "buy", 1, Decimal("33.9"), Decimal("33.90"), "USD",
    )  # fmt: skip
    assert {by_line[line].state for line in (13, 17)} == {State.TO_MEND}
    assert said(by_line[14].entry, "quantity", "amount") == (6, Decimal("298.71"))
    assert said(by_line[15].entry, "kind", "amount") == ("fee", Decimal("2.50"))
    assert said(by_line[16].entry, "kind", "amount", "price", "currency", "asset_currency") == (
        "sell", Decimal("19.84"), None, "GBP", "GBX",
    )  # fmt: skip


def test_degiro_transactions_book_the_rate_that_the_two_values_give():
    key, reading = read(
        "Date,Time,Product,ISIN,Reference exchange,Venue,Quantity,Price,,Local value,,Value EUR,Exchange rate,"
        "AutoFX Fee,Transaction and/or third party fees EUR,Total EUR,Order ID,\n"
        '15-09-2025,19:33,ADR ON JD.COM,US47215P1066,NDQ,ARCX,18,"33,7500",USD,"-607,50",USD,"-516,32","1,1766",'
        '"-1,29","-2,00","-518,32",,fd\n'
        '29-10-2024,15:20,VOLKSWAGEN AG,DE0007664039,XET,XETA,-23,"89,5400",EUR,"2059,42",EUR,"2059,42",,"0,00",'
        '"-4,90","2054,52",,26\n'
        '29-10-2024,15:20,SPLIT,DE0007664039,XET,XETA,3,"0,0000",EUR,"0,00",EUR,"0,00",,,,,,27\n'
    )

    assert key == "degiro-transactions"
    buy, fee, sell = ready(reading)
    assert said(buy, "quantity", "amount", "currency", "settled_in") == (18, Decimal("607.50"), "USD", "EUR")
    assert round(buy.amount * buy.rate, 8) == Decimal("516.32")
    assert said(fee, "kind", "amount", "currency") == ("fee", Decimal("3.29"), "EUR")
    assert said(sell, "kind", "quantity", "fee", "rate") == ("sell", 23, Decimal("4.90"), None)
    assert of_state(reading, State.TO_MEND) == [4]


# --- Trade Republic ---------------------------------------------------------------------------------------------------

TR = (
    '"datetime","date","account_type","category","type","asset_class","name","symbol","shares","price","amount","fee",'
    '"tax","currency","original_amount","original_currency","fx_rate","description","transaction_id",'
    '"counterparty_name","counterparty_iban","payment_reference","mcc_code"\n'
)


def trade_republic(*rows):
    return TR + "".join(
        f'"2026-08-03T07:01:00.000Z","2026-08-03","DEFAULT","{category}","{kind}","{asset}","A name","{symbol}",'
        f'"{shares}","{price}","{amount}","{fee}","{tax}","EUR","","","","text","t-{number}","","","",""\n'
        for number, (category, kind, asset, symbol, shares, price, amount, fee, tax) in enumerate(rows)
    )


def test_trade_republic_amounts_leave_out_fee_and_tax_and_the_symbol_is_the_isin():
    key, reading = read(
        trade_republic(
            ("TRADING", "BUY", "FUND", "IE00B60SX394", "3.5", "71.40", "-250", "-1", ""),
            ("TRADING", "BUY", "CRYPTO", "BTC", "0.5", "100", "-50", "", ""),
            ("TRADING", "SELL", "FUND", "IE00B60SX394", "-1", "74.00", "74", "-1", "-2"),
            ("TRADING", "SELL", "FUND", "IE00B60SX394", "-1", "74.00", "74", "-1", "2"),
            ("CASH", "DIVIDEND", "FUND", "IE00B60SX394", "3.5", "", "10", "", "-1.5"),
            ("CASH", "CUSTOMER_INBOUND", "", "", "", "", "500", "", ""),
            ("CASH", "CUSTOMER_OUTBOUND_REQUEST", "", "", "", "", "-20", "", ""),
            ("CASH", "INTEREST_PAYMENT", "", "", "", "", "3", "", "-0.5"),
            ("CASH", "TAX_OPTIMIZATION", "", "", "", "", "0", "", "1.2"),
            ("CASH", "FEE", "", "", "", "", "0", "-1", ""),
            ("DELIVERY", "MIGRATION", "FUND", "IE00B60SX394", "-2.5", "", "", "", ""),
            ("DELIVERY", "MIGRATION", "FUND", "IE00B60SX394", "2.5", "", "", "", ""),
            ("DELIVERY", "FREE_DELIVERY", "CRYPTO", "BTC", "-1", "", "", "", ""),
            ("TRADING", "BUY", "CRYPTO", "BTC", "1", "1", "1", "", ""),
            ("CASH", "CUSTOMER_INBOUND", "", "", "", "", "", "", ""),
        )
    )

    assert key == "trade-republic"
    assert [said(entry, "kind", "amount", "fee", "tax") for entry in ready(reading)] == [
        ("buy", 250, 1, 0), ("buy", 50, 0, 0), ("sell", 74, 1, 2), ("sell", 74, 1, 0), ("tax", -2, 0, 0),
        ("dividend", 10, 0, Decimal("1.5")), ("deposit", 500, 0, 0), ("withdrawal", 20, 0, 0),
        ("interest", 3, 0, Decimal("0.5")), ("tax", Decimal("-1.2"), 0, 0), ("fee", 1, 0, 0),
    ]  # fmt: skip
    assert said(ready(reading)[0], "isin", "symbol", "reference", "asset") == ("IE00B60SX394", "", "t-0", "fund")
    assert said(ready(reading)[1], "isin", "symbol") == ("", "BTC")
    assert of_state(reading, State.LEFT_OUT) == [12, 13]
    assert of_state(reading, State.TO_MEND) == [14, 15, 16]


# --- Schwab -----------------------------------------------------------------------------------------------------------

SCHWAB = """"Transactions  for account Individual ...123 as of 02/01/2025"
"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"
"06/13/2024","Buy","AVGO","BROADCOM INC","1","$1,680.00","$1.50","-$1,681.50"
"07/15/2024 as of 07/12/2024","Stock Split","AVGO","BROADCOM INC","9","","",""
"08/22/2024","Sell","AVGO","BROADCOM INC","2","$170.00","$0.50","$339.50"
"09/06/2024","Cash Dividend","IBN","ICICI BANK","","","","$10.00"
"09/06/2024","Foreign Tax Paid","IBN","ICICI BANK","","","","-$1.30"
"09/07/2024","NRA Tax Adj","IBN","ICICI BANK","","","","$0.30"
"09/08/2024","ADR Mgmt Fee","IBN","ICICI BANK","","","","-$0.50"
"09/09/2024","MoneyLink Transfer","","Tfr BANK, N","","","","-$30.00"
"09/10/2024","Credit Interest","","SCHWAB1 INT","","","","$1.63"
"09/11/2024","Journaled Shares","AVGO","X","-877","$22.91","",""
"09/12/2024","Reinvest Shares","SPY","SPDR","1.6531","$420.10","","-$694.48"
"09/13/2024","Sell","SPY","SPDR","1","$420.10","","-$420.10"
Transactions Total,,,,,,,"-$26,582.91"
"""


def test_schwab_amounts_are_after_fees_and_tax_has_a_line_of_its_own():
    key, reading = read(SCHWAB)

    assert key == "schwab"
    assert [said(entry, "kind", "on", "amount", "fee", "tax") for entry in ready(reading)] == [
        ("buy", date(2024, 6, 13), 1680, Decimal("1.50"), 0),
        ("sell", date(2024, 8, 22), 340, Decimal("0.50"), 0),
        ("dividend", date(2024, 9, 6), 10, 0, Decimal("1.30")),
        ("tax", date(2024, 9, 7), Decimal("-0.30"), 0, 0),
        ("fee", date(2024, 9, 8), Decimal("0.50"), 0, 0),
        ("withdrawal", date(2024, 9, 9), 30, 0, 0),
        ("interest", date(2024, 9, 10), Decimal("1.63"), 0, 0),
        ("buy", date(2024, 9, 12), Decimal("694.48"), 0, 0),
    ]
    assert of_state(reading, State.TO_MEND) == [4, 12, 14]
    assert of_state(reading, State.LEFT_OUT) == [1, 7, 15]


# --- Any table --------------------------------------------------------------------------------------------------------


def test_any_table_with_brackets_totals_and_words_of_several_languages():
    key, reading = read(
        "Datum;Typ;Symbol;Anzahl;Kurs;Gebühr;Netto;Währung\n"
        "13.01.2024;Kauf;ABC;2;1.000,50;(1,50);(2.002,50);EUR\n"
        "14.01.2024;Verkauf;ABC;-1;1.100,00;1,00;1.099,00;EUR\n"
        "15.01.2024;Gebühr;;;;2,50;;EUR\n"
        "16.01.2024;Einlage;;;;;500,00;EUR\n"
        "17.01.2024;Zins;;;;;-0,75;EUR\n"
        ";;;;;;;\n"
        "18.01.2024;Storno Kauf;ABC;2;1.000,50;;;EUR\n"
        "19.01.2024;;ABC;2;1.000,50;;;EUR\n"
        "32.01.2024;Kauf;ABC;2;1.000,50;;;EUR\n"
        "Summe;;;;;;-403,50;EUR\n"
    )

    assert key == "generic"
    assert [said(entry, "kind", "quantity", "amount", "fee") for entry in ready(reading)] == [
        ("buy", 2, Decimal("2001.00"), Decimal("1.50")),
        ("sell", 1, Decimal("1100.00"), 1),
        ("fee", 0, Decimal("2.50"), 0),
        ("deposit", 0, 500, 0),
        ("interest", 0, Decimal("-0.75"), 0),
    ]
    assert of_state(reading, State.TO_MEND) == [8, 9, 10]
    assert of_state(reading, State.LEFT_OUT) == [11]


@pytest.mark.parametrize("text", [PP_ENGLISH, PP_GERMAN, STATEMENT, DEGIRO, SCHWAB, trade_republic()])
def test_no_line_that_says_something_is_dropped(text):
    _, reading = read(text)
    kept = "\n".join(row.text for row in reading.rows)

    headers = ("Header", "Date,", '"Date"', "Datum", '"datetime"')
    missing = [
        line for line in text.splitlines() if line not in kept and not line.startswith(headers) and "Header" not in line
    ]
    assert missing == []


def test_every_preset_says_where_its_file_is_found_and_what_it_knows_from_where():
    import importlib

    for preset in presets.PRESETS:
        module = importlib.import_module(preset.read.__module__)
        assert preset.where
        assert "Source:" in module.__doc__ or preset.key == "steward"
        assert "Conventions" in module.__doc__
        assert presets.named(preset.key) is preset
