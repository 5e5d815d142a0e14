"""What a person may choose about how Steward speaks to them."""

from functools import cache
from zoneinfo import available_timezones

# How numbers and dates look; the words are English everywhere for now.
LOCALES = [
    ("en-GB", "United Kingdom: 31/12/2026, 1,234.50"),
    ("en-US", "United States: 12/31/2026, 1,234.50"),
    ("en-IE", "Ireland: 31/12/2026, 1,234.50"),
    ("de-DE", "Germany: 31.12.2026, 1.234,50"),
    ("de-AT", "Austria: 31.12.2026, 1 234,50"),
    ("de-CH", "Switzerland: 31.12.2026, 1’234.50"),
    ("fr-FR", "France: 31/12/2026, 1 234,50"),
    ("es-ES", "Spain: 31/12/2026, 1234,50"),
    ("it-IT", "Italy: 31/12/2026, 1.234,50"),
    ("nl-NL", "Netherlands: 31-12-2026, 1.234,50"),
    ("pt-BR", "Brazil: 31/12/2026, 1.234,50"),
    ("pl-PL", "Poland: 31.12.2026, 1234,50"),
    ("sv-SE", "Sweden: 2026-12-31, 1 234,50"),
    ("ja-JP", "Japan: 2026/12/31, 1,234.50"),
]


@cache
def zones() -> list[tuple[str, str]]:
    """Read from the system's files once: that takes 7 ms."""
    return [(zone, zone) for zone in sorted(available_timezones())]
