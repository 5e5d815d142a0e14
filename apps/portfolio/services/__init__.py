"""What people and programs do with money, by subject."""

from .accounts import (
    StillUsed,
    change_account,
    change_portfolio,
    close_account,
    delete_account,
    delete_portfolio,
    open_account,
    open_portfolio,
    reopen_account,
)
from .activities import (
    BadActivity,
    ChangedSince,
    delete_activities,
    delete_activity,
    edit_activities,
    edit_activity,
    record_activities,
    record_activity,
    undo,
)
from .figures import begin_day, take_preferences, update_portfolio_metrics_of, value_outdated
from .goals import BadGoal, GoalDetails, TooManyGoals, add_goal, change_goal, delete_goal
from .instruments import InstrumentUsed, add_instrument, change_instrument, delete_instrument, set_labels
from .ledger import AccountClosed, AccountGone
from .market import BadPrice, set_price, set_prices, set_rates
from .rebalancing import Done, TaxRates, book_trades
from .recording import NewInstrument, record_with_instrument
from .rules import BadCurrency, InTheFuture, NameTaken
from .sample import load_sample, remove_sample
from .targets import BadTargets, set_targets
from .yardsticks import BadYardstick, set_yardstick

__all__ = [
    "AccountClosed", "AccountGone", "BadActivity", "BadCurrency", "BadGoal", "BadPrice", "BadTargets",
    "BadYardstick", "ChangedSince", "Done", "GoalDetails", "InTheFuture", "InstrumentUsed", "NameTaken",
    "NewInstrument", "StillUsed", "TaxRates", "TooManyGoals", "add_goal", "add_instrument", "begin_day",
    "book_trades", "change_account", "change_goal", "change_instrument", "change_portfolio", "close_account",
    "delete_account", "delete_activities", "delete_activity", "delete_goal", "delete_instrument",
    "delete_portfolio", "edit_activities", "edit_activity", "load_sample", "open_account", "open_portfolio",
    "record_activities", "record_activity", "record_with_instrument", "remove_sample", "reopen_account",
    "set_labels", "set_price", "set_prices", "set_rates", "set_targets", "set_yardstick", "take_preferences",
    "undo", "update_portfolio_metrics_of", "value_outdated",
]  # fmt: skip
