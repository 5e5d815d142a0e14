"""The tables of the portfolio, by subject."""

from .accounts import Account, Portfolio
from .activities import Activity, ActivityChange
from .alerts import Alert, Notice, Watch
from .figures import Holding, HoldingSeries, Outdated, Standing, TotalSeries
from .goals import Goal
from .imports import Import, ImportHabit, ImportRow
from .instruments import Instrument, Label
from .market import Price, PriceSeries, Rate, RateSeries
from .providers import Feed, ProviderState
from .shares import Share
from .targets import Target
from .yardsticks import BenchmarkPart, Yardstick

__all__ = [
    "Account", "Activity", "ActivityChange", "Alert", "BenchmarkPart", "Feed", "Goal", "Holding", "HoldingSeries",
    "Import", "ImportHabit", "ImportRow", "Instrument", "Label", "Notice", "Outdated", "Portfolio", "Price",
    "PriceSeries", "ProviderState", "Rate", "RateSeries", "Share", "Standing", "Target", "TotalSeries", "Watch",
    "Yardstick",
]  # fmt: skip
