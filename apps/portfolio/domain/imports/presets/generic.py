"""
Any table: the person says which column is what, and Steward proposes it from the names.

Source: none but the names that people give such columns in their own tables. Conventions: one line is one activity;
quantity, fee and tax count without their sign; `net` is what reached or left the cash, after fee and tax, and `amount`
before them. What a line was is said by a word of the list below, in English, German, French, Spanish, Italian, Dutch
or Portuguese; any other word is kept to be mended.
"""

from decimal import Decimal
from typing import Any

from ..entries import Entry, Reading
from ..sheets import Sheet, named
from ..tables import TOTALS, Line, Settings, each, is_totals, unknown
from .base import Preset

WORDS = {
    "buy": "buy bought purchase kauf koop aankoop achat compra acquisto",
    "sell": "sell sold sale verkauf verkoop vente venta vendita venda",
    "dividend": "dividend dividends dividende dividendo dividendi",
    "interest": "interest zinsen zins rente intérêts intereses interessi interesse juros",
    "fee": "fee fees gebühr gebühren kosten frais comisión commissione taxa",
    "tax": "tax taxes steuer steuern belasting impôts impuestos imposta imposto",
    "deposit": "deposit einlage einzahlung storting versement dépôt depósito deposito ingreso versamento",
    "withdrawal": "withdrawal removal entnahme auszahlung opname onttrekking retrait retirada prelievo levantamento",
    "transfer_in": "transfer_in transfer-in einlieferung",
    "transfer_out": "transfer_out transfer-out auslieferung",
}  # fmt: skip
KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}

# What a column may be, and the names that speak for it.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "on": ("Day", ("date", "datum", "day", "trade date", "tradedate", "booking date", "fecha", "data", "buchungstag")),
    "kind": ("What it was", ("type", "kind", "action", "transaction type", "typ", "art", "tipo", "buy/sell")),
    "symbol": ("Symbol", ("symbol", "ticker", "ticker symbol", "code", "ticker-symbol")),
    "isin": ("ISIN", ("isin",)),
    "name": ("Name", ("name", "security name", "security", "product", "description", "wertpapiername", "produkt")),
    "quantity": ("Quantity", ("quantity", "qty", "shares", "units", "stück", "anzahl", "aantal", "amount of shares")),
    "price": ("Price of one", ("price", "unit price", "unitprice", "kurs", "koers", "prix", "precio", "prezzo")),
    "amount": ("Amount before fee and tax", ("amount", "gross amount", "gross", "betrag", "bruttobetrag", "bedrag")),
    "net": ("Amount after fee and tax", ("net amount", "net", "total", "value", "wert", "nettobetrag", "netto")),
    "fee": ("Fee", ("fee", "fees", "commission", "gebühr", "gebühren", "kosten", "frais", "fees & comm")),
    "tax": ("Tax", ("tax", "taxes", "steuer", "steuern", "withholding tax", "belasting", "impôts")),
    "currency": ("Currency", ("currency", "ccy", "währung", "valuta", "devise", "divisa", "moneda")),
    "account": ("Account", ("account", "konto", "rekening", "compte", "cuenta", "conto")),
    "note": ("Note", ("note", "comment", "notiz", "remark", "memo", "notes")),
    "reference": ("Reference", ("reference", "id", "transaction id", "order id", "transaction_id", "referenz")),
}


def proposed(header: list[str]) -> dict[str, str]:
    """For each field the column that is called so, each column once."""
    mapping: dict[str, str] = {}
    for field, (_, names) in FIELDS.items():
        for name in names:
            if name in header and name not in mapping.values():
                mapping[field] = name
                break
    return mapping


def recognises(sheet: Sheet) -> bool:
    return sheet.document is None and not sheet.parts


def read(sheet: Sheet, settings: Settings) -> Reading:
    columns = {field: named(column) for field, column in settings.mapping.items() if column}
    columns = columns or proposed(sheet.header())
    used = [*columns.values()]

    def entry_of(line: Line) -> Entry | str:
        if is_totals(*(line[column] for column in used[:3])) or is_totals(line.record.cells[0]):
            return TOTALS
        return _entry(line, columns)

    return each(sheet, settings, sheet.header_at, entry_of, Reading())


def _entry(line: Line, columns: dict[str, str]) -> Entry | str:
    def text(field: str) -> str:
        return line[columns[field]] if field in columns else ""

    def number(field: str) -> Decimal | None:
        return line.number(columns[field]) if field in columns else None

    word = text("kind")
    kind = KINDS.get(word.lower().strip(" ."))
    said: dict[str, Any] = {
        "on": line.day(columns["on"]) if "on" in columns else None,
        "at": line.clock(columns["on"]) if "on" in columns else "",
        "symbol": text("symbol").upper(),
        "isin": text("isin").upper(),
        "name": text("name"),
        "quantity": abs(number("quantity") or Decimal(0)),
        "price": number("price"),
        "fee": abs(number("fee") or Decimal(0)),
        "tax": abs(number("tax") or Decimal(0)),
        "currency": (text("currency") or line.settings.currency).upper(),
        "account": text("account"),
        "note": text("note"),
        "reference": text("reference"),
    }
    if kind is None:
        return unknown(word) if word else "No column says what it was: a buy, a sell, a dividend or another kind."
    return settled(kind, said, amount=number("amount"), net=number("net"))


def settled(kind: str, said: dict[str, Any], *, amount: Decimal | None, net: Decimal | None) -> Entry:
    """The entry with its gross amount: the one that is said, or what was paid without fee and tax."""
    fee, tax = said.get("fee", Decimal(0)), said.get("tax", Decimal(0))
    if amount is None and net is not None:
        costs = fee + tax
        paid = net if kind == "interest" else abs(net)
        amount = paid - costs if kind in {"buy", "cover"} else paid + costs
    gross = amount or Decimal(0)
    if kind in {"fee", "tax"}:
        # A charge may stand in its own column; then it is not counted again as a charge on itself.
        charge = abs(gross) or (fee if kind == "fee" else tax)
        said = {**said, "fee": Decimal(0), "tax": Decimal(0)}
        return Entry(**{**said, "kind": kind, "amount": charge, "quantity": Decimal(0), "price": None})
    if kind == "interest":
        return Entry(**{**said, "kind": kind, "amount": gross, "symbol": "", "isin": "", "name": ""})
    if kind in {"deposit", "withdrawal"}:
        said = {**said, "symbol": "", "isin": "", "name": "", "quantity": Decimal(0), "price": None}
    return Entry(**{**said, "kind": kind, "amount": abs(gross)})


PRESET = Preset(
    "generic", "Another table", "Any CSV file with one line for each activity and the names of the columns above.",
    recognises, read,
)  # fmt: skip
