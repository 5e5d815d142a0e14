"""What happens to what is watched, and what was said of it."""

from datetime import date
from decimal import Decimal

from apps.portfolio.models import Notice
from apps.portfolio.services import record_activity, set_prices, update_portfolio_metrics_of
from apps.portfolio.services.alerts import watch_alerts

TODAY = date(2024, 6, 3)


def closes(instrument, price, on=TODAY):
    set_prices(instrument=instrument, closes={on: Decimal(price)}, source="test")


def paid(account, instrument, on=TODAY, amount="12.5"):
    return record_activity(
        owner=account.owner, account=account, kind="dividend", on=on, instrument=instrument, amount=Decimal(amount)
    )


def news(account):
    update_portfolio_metrics_of(user_id=account.owner.pk)
    return watch_alerts()


def texts():
    return list(Notice.objects.order_by("id").values_list("text", flat=True))
