"""Files as presets read them, in a line each."""

from apps.portfolio.domain.imports import presets, sheets
from apps.portfolio.domain.imports.entries import State


def read(text, **settings):
    sheet = sheets.read(text.encode() if isinstance(text, str) else text)
    preset = presets.recognised(sheet)
    found, _ = presets.found_settings(sheet, preset, currency="EUR")
    return preset.key, preset.read(sheet, found)


def ready(reading):
    return [row.entry for row in reading.rows if row.state is State.READY]


def of_state(reading, state):
    return [row.line for row in reading.rows if row.state is state]


def said(entry, *names):
    return tuple(getattr(entry, name) for name in names)
