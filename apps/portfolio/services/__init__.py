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
    AccountClosed,
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
from .figures import begin_day, update_portfolio_metrics_of, value_outdated
from .goals import BadGoal, GoalDetails, TooManyGoals, add_goal, change_goal, delete_goal
from .instruments import InstrumentUsed, add_instrument, change_instrument, delete_instrument, set_labels
from .market import BadPrice, set_price, set_prices, set_rates
from .rebalancing import Done, TaxRates, book_trades
from .recording import NewInstrument, record_with_instrument
from .rules import BadCurrency, InTheFuture, NameTaken
from .sample import load_sample, remove_sample
from .sharing import BadShare, ShareOver, TooManyShares, make_share, open_share, revoke_share
from .targets import BadTargets, set_targets
from .yardsticks import BadYardstick, set_yardstick

__all__ = [
    "AccountClosed", "BadActivity", "BadCurrency", "BadGoal", "BadPrice", "BadShare", "BadTargets", "BadYardstick",
    "ChangedSince", "Done", "GoalDetails", "InTheFuture", "InstrumentUsed", "NameTaken", "NewInstrument", "ShareOver",
    "StillUsed", "TaxRates", "TooManyGoals", "TooManyShares", "add_goal", "add_instrument", "begin_day",
    "book_trades", "change_account", "change_goal", "change_instrument", "change_portfolio", "close_account",
    "delete_account", "delete_activities", "delete_activity", "delete_goal", "delete_instrument", "delete_portfolio",
    "edit_activities", "edit_activity", "load_sample", "make_share", "open_account", "open_portfolio", "open_share",
    "record_activities", "record_activity", "record_with_instrument", "remove_sample", "reopen_account",
    "revoke_share", "set_labels", "set_price", "set_prices", "set_rates", "set_targets", "set_yardstick", "undo",
    "update_portfolio_metrics_of", "value_outdated",
]  # fmt: skip
