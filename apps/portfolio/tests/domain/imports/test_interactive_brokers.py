"""Interactive Brokers' statements and Flex queries: signs, currencies, tax, cancellations."""

from datetime import date
from decimal import Decimal

from apps.portfolio.domain.imports.entries import State

from .readings import of_state, read, ready, said

STATEMENT = """Statement,Header,Field Name,Field Value
Statement,Data,Title,Activity Statement
Statement,Data,Period,"January 1, 2024 - December 31, 2024"
Account Information,Header,Field Name,Field Value
Account Information,Data,Base Currency,EUR
Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity,Mult,Cost Price,Cost Basis,Close Price,Value,Unrealized P/L,Code
Open Positions,Data,Summary,Stocks,USD,AAPL,6,1,150,900,160,960,60,
Open Positions,Total,,Stocks,USD,,,,,900,,960,60,
Cash Report,Header,Currency Summary,Currency,Total,Securities,Futures,
Cash Report,Data,Ending Cash,Base Currency Summary,1000,1000,0,
Cash Report,Data,Ending Cash,USD,437.17,437.17,0,
Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,C. Price,Proceeds,Comm/Fee,Basis,Realized P/L,MTM P/L,Code
Trades,Data,Order,Stocks,USD,AAPL,"2024-03-15, 10:30:12",10,150,151,-1500,-1,1501,0,0,O
Trades,Data,Order,Stocks,USD,AAPL,"2024-03-20, 14:15:00",-4,155,156,620,-1.5,-600,19,0,C;P
Trades,Data,Order,Stocks,USD,MSFT,"2024-03-21, 14:15:00",2,"1,400",400,"-2,800",-1,2801,0,0,O
Trades,Data,Order,Stocks,USD,MSFT,"2024-03-21, 14:15:00",-2,"1,400",400,"2,800",1,-2801,0,0,Ca
Trades,Data,ClosedLot,Stocks,USD,AAPL,"2024-03-20, 14:15:00",-4,155,,,,600,,,C
Trades,SubTotal,,Stocks,USD,AAPL,,6,,,-880,-2.5,,,,
Trades,Data,Order,Equity and Index Options,USD,AAPL 240920C,"2024-06-10, 10:30:00",1,2.50,,-250,-1,251,0,0,O
Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,,Proceeds,Comm in EUR,,,MTM in EUR,Code
Trades,Data,Order,Forex,USD,EUR.USD,"2024-01-05, 09:00:00",-1000,1.1,,1100,-2,,,0,AFx
Trades,Data,Order,Forex,USD,EUR.USD,"2024-01-06, 09:00:00",10,1.1,,-11,0,,,0,
Dividends,Header,Currency,Date,Description,Amount
Dividends,Data,USD,2024-05-16,AAPL(US0378331005) Cash Dividend USD 0.25 per Share (Ordinary Dividend),1.50
Dividends,Data,USD,2024-06-16,AAPL(US0378331005) Cash Dividend USD 0.25 per Share (Ordinary Dividend),1.60
Dividends,Data,USD,2024-06-16,AAPL(US0378331005) Cash Dividend USD 0.25 per Share (Ordinary Dividend),-1.60
Dividends,Data,Total,,,1.50
Withholding Tax,Header,Currency,Date,Description,Amount,Code
Withholding Tax,Data,USD,2024-05-16,AAPL(US0378331005) Cash Dividend USD 0.25 per Share - US Tax,-0.23,
Withholding Tax,Data,USD,2024-07-16,AAPL(US0378331005) Cash Dividend USD 0.25 per Share - US Tax,0.10,
Deposits & Withdrawals,Header,Currency,Settle Date,Description,Amount
Deposits & Withdrawals,Data,EUR,2024-01-02,Electronic Fund Transfer,2000
Deposits & Withdrawals,Data,Total,,,2000
Fees,Header,Subtitle,Currency,Date,Description,Amount
Fees,Data,Other Fees,USD,2024-02-02,Market data,-4.50
Interest,Header,Currency,Date,Description,Amount
Interest,Data,EUR,2024-02-03,EUR Debit Interest for Jan-2024,-0.40
Corporate Actions,Header,Asset Category,Currency,Report Date,Date/Time,Description,Quantity,Proceeds,Value,Realized P/L,Code
Corporate Actions,Data,Stocks,USD,2024-08-01,"2024-07-31, 20:25:00","AAPL(US0378331005) Split 4 for 1",18,0,0,0,
Financial Instrument Information,Header,Asset Category,Symbol,Description,Conid,Security ID,Listing Exch,Multiplier,Type,Code
Financial Instrument Information,Data,Stocks,AAPL,APPLE INC,265598,US0378331005,NASDAQ,1,COMMON,
"""  # noqa: E501


def test_interactive_brokers_keeps_cash_in_every_currency_and_tells_tax_and_cancellations():
    key, reading = read(STATEMENT)

    assert key == "interactive-brokers"
    by_line = {row.line: row for row in reading.rows}
    assert said(by_line[13].entry, "kind", "quantity", "price", "amount", "fee", "isin", "settled_in", "at") == (
        "buy", 10, 150, 1500, 1, "US0378331005", "USD", "10:30",
    )  # fmt: skip
    assert said(by_line[14].entry, "kind", "quantity", "amount", "name") == ("sell", 4, 620, "APPLE INC")
    assert (by_line[15].state, by_line[16].state) == (State.TO_MEND, State.TO_MEND)
    assert "cancels line 15" in by_line[16].sentence
    assert {by_line[line].state for line in (17, 18)} == {State.LEFT_OUT}
    assert {by_line[line].state for line in (19, 39)} == {State.TO_MEND}
    exchange, fee = (row.entry for row in reading.rows if row.line == 21)
    assert said(exchange, "kind", "currency", "amount", "settled_in", "rate") == (
        "transfer", "EUR", 1000, "USD", Decimal("1.1"),
    )  # fmt: skip
    assert said(fee, "kind", "currency", "amount") == ("fee", "EUR", 2)
    assert said(by_line[22].entry, "currency", "amount", "settled_in") == ("USD", 11, "EUR")
    assert said(by_line[24].entry, "kind", "amount", "tax") == ("dividend", Decimal("1.50"), Decimal("0.23"))
    assert {by_line[line].state for line in (25, 26, 29)} == {State.LEFT_OUT}
    assert said(by_line[30].entry, "kind", "amount") == ("tax", Decimal("-0.10"))
    assert said(by_line[35].entry, "kind", "amount") == ("fee", Decimal("4.50"))
    assert said(by_line[37].entry, "kind", "amount") == ("interest", Decimal("-0.40"))
    assert reading.closing_on == date(2024, 12, 31)
    assert [(one.quantity, one.isin, one.currency) for one in reading.closing] == [
        (6, "US0378331005", ""), (Decimal("437.17"), "", "USD"),
    ]  # fmt: skip


def test_a_flex_query_of_trades_keeps_the_commission_s_currency_and_asks_about_cancellations():
    key, reading = read(
        '"Buy/Sell","TradeDate","ISIN","Symbol","Quantity","TradePrice","TradeMoney","CurrencyPrimary","IBCommission",'
        '"IBCommissionCurrency","TradeID"\n'
        '"BUY","20230522","CH0111762537","SMMCHA","7","282.7","1978.9","CHF","-5","CHF","1"\n'
        '"SELL","20230609","US9220427424","VT","-11","95.46","-1050.06","USD","-1","CHF","2"\n'
        '"SELL","20230522","","EUR.USD","-8000","1.1","-8800","USD","-1.79924","CHF","3"\n'
        '"SELL","20230522","","","-8000","1.1","-8800","USD","-1.79924","CHF","4"\n'
        '"BUY","20230801","US9220427424","VT","1","97.84","97.84","USD","-0.979","USD","5"\n'
        '"BUY (Ca.)","20230801","US9220427424","VT","-1","97.84","-97.84","USD","0.979","USD","6"\n'
        '"HOLD","20230801","US9220427424","VT","1","97.84","97.84","USD","-0.979","USD","7"\n'
    )

    assert key == "interactive-brokers-flex"
    assert [said(entry, "kind", "amount", "fee", "currency", "reference") for entry in ready(reading)] == [
        ("buy", Decimal("1978.9"), 5, "CHF", "1"),
        ("sell", Decimal("1050.06"), 0, "USD", "2"),
        ("fee", 1, 0, "CHF", "2/commission"),
        ("transfer", 8000, 0, "EUR", "3"),
        ("fee", Decimal("1.79924"), 0, "CHF", "3/commission"),
    ]
    assert sorted(of_state(reading, State.TO_MEND)) == [5, 6, 7, 8]


def test_a_flex_query_of_cash_joins_tax_to_the_dividend_it_was_withheld_from():
    key, reading = read(
        '"Type","SettleDate","ISIN","Description","Amount","CurrencyPrimary"\n'
        '"Dividends","20230623","US9220427424","VT(US9220427424) CASH DIVIDEND USD 0.6504 PER SHARE (Ordinary)","137.23","USD"\n'  # noqa: E501
        '"Withholding Tax","20230623","US9220427424","VT(US9220427424) CASH DIVIDEND USD 0.6504 PER SHARE - US TAX","-20.58","USD"\n'  # noqa: E501
        '"Dividends","20230913","CH0111762537","SMMCHA(CH0111762537) CASH DIVIDEND CHF 0.69 PER SHARE (Return of Capital)","4.83","CHF"\n'  # noqa: E501
        '"Deposits/Withdrawals","20230914","","CASH RECEIPTS","100","CHF"\n'
        '"Broker Interest Paid","20230915","","CHF DEBIT INT","-1.5","CHF"\n'
        '"Other Fees","20230916","","DATA","-10","USD"\n'
        '"Advisor Magic","20230916","","X","-10","USD"\n'
    )

    assert key == "interactive-brokers-flex"
    dividend, capital, deposit, interest, fee = ready(reading)
    assert said(dividend, "symbol", "amount", "tax") == ("VT", Decimal("137.23"), Decimal("20.58"))
    assert capital.kind == "return_of_capital"
    assert said(deposit, "kind", "amount") == ("deposit", 100)
    assert said(interest, "kind", "amount") == ("interest", Decimal("-1.5"))
    assert said(fee, "kind", "amount") == ("fee", 10)
    assert of_state(reading, State.TO_MEND) == [8]
