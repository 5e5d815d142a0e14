"""How the files of programs and brokers are read, and which of them a file is."""

from collections.abc import Iterable

from project.lib.errors import NotThere

from .. import figures
from ..sheets import Sheet
from ..tables import Settings
from . import (
    degiro,
    generic,
    ghostfolio,
    interactive_brokers,
    interactive_brokers_flex,
    portfolio_performance,
    schwab,
    steward,
    trade_republic,
)
from .base import Preset
from .generic import proposed

# The most particular first: any table is a generic one.
PRESETS: tuple[Preset, ...] = (
    steward.PRESET,
    interactive_brokers.PRESET,
    ghostfolio.JSON,
    trade_republic.PRESET,
    degiro.ACCOUNT,
    degiro.TRANSACTIONS,
    schwab.PRESET,
    portfolio_performance.PRESET,
    interactive_brokers_flex.PRESET,
    ghostfolio.CSV,
    generic.PRESET,
)
BY_KEY = {preset.key: preset for preset in PRESETS}


def named(key: str) -> Preset:
    """:raises NotThere:"""
    try:
        return BY_KEY[key]
    except KeyError:
        raise NotThere("There is no such kind of file.") from None


def recognised(sheet: Sheet) -> Preset | None:
    return next((preset for preset in PRESETS if preset.recognises(sheet)), None)


def found_settings(sheet: Sheet, preset: Preset, *, currency: str = "", order: str = "dmy") -> tuple[Settings, bool]:
    """How the file writes numbers and days, and whether the days leave no doubt."""
    mapping = proposed(sheet.header()) if preset is generic.PRESET else {}
    mark = preset.mark or figures.decimal_mark(_cells(sheet), otherwise="," if sheet.delimiter == ";" else ".")
    if preset.order:
        return Settings(mark, preset.order, currency, mapping), True
    header = sheet.header()
    column = header.index(mapping["on"]) if "on" in mapping else 0
    if preset is ghostfolio.CSV:
        column = next((header.index(name) for name in ghostfolio.DAY if name in header), 0)
    found, sure = figures.date_order(sheet.column(column), otherwise=order)
    return Settings(mark, found, currency, mapping), sure


def _cells(sheet: Sheet) -> Iterable[str]:
    return (cell for record in sheet.records[:2000] for cell in record.cells)


__all__ = ["BY_KEY", "PRESETS", "Preset", "found_settings", "named", "proposed", "recognised"]
