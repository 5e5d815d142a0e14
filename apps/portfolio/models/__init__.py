"""The tables of the portfolio, by subject."""

from .accounts import Account, Portfolio
from .activities import Activity, ActivityChange
from .figures import Holding, HoldingSeries, Outdated, Standing, TotalSeries
from .goals import Goal
from .imports import Import, ImportHabit, ImportRow
from .instruments import Instrument, Label
from .market import Price, PriceSeries, Rate, RateSeries
from .shares import Share
from .targets import Target
from .yardsticks import BenchmarkPart, Yardstick

__all__ = [
    "Account", "Activity", "ActivityChange", "BenchmarkPart", "Goal", "Holding", "HoldingSeries", "Import",
    "ImportHabit", "ImportRow", "Instrument", "Label", "Outdated", "Portfolio", "Price", "PriceSeries", "Rate",
    "RateSeries", "Share", "Standing", "Target", "TotalSeries", "Yardstick",
]  # fmt: skip
