"""Rolling the use that Redis counted into one row per day and route."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django_redis import get_redis_connection

from project.lib.watching.usage import people_key, uses_key

from ..models import DailyUse

DAYS_BACK = 2


def roll_up_use(today: date | None = None) -> int:
    """
    Today and the two days before, as far as Redis still has them; safe to repeat. Answers the rows written.

    A day that Redis lost keeps the row it has: figures are never rolled down.
    """
    today = today or datetime.now(UTC).date()
    rows = [row for back in range(DAYS_BACK + 1) for row in _counted(today - timedelta(days=back))]
    with transaction.atomic():
        known = {
            (row.day, row.route): row
            for row in DailyUse.objects.select_for_update().filter(day__gte=today - timedelta(days=DAYS_BACK))
        }
        for row in rows:
            if before := known.get((row.day, row.route)):
                row.uses, row.people = max(row.uses, before.uses), max(row.people, before.people)
        DailyUse.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["day", "route"], update_fields=["uses", "people"]
        )
    return len(rows)


def _counted(day: date) -> list[DailyUse]:
    redis = get_redis_connection("default")
    uses = {route.decode(): int(times) for route, times in redis.hgetall(uses_key(day)).items()}
    if not uses:
        return []
    routes = sorted(uses)
    pipe = redis.pipeline(transaction=False)
    for route in (DailyUse.EVERYTHING, *routes):
        pipe.pfcount(people_key(day, route))
    everybody, *each = pipe.execute()
    return [
        DailyUse(day=day, route=DailyUse.EVERYTHING, uses=sum(uses.values()), people=everybody),
        *(
            DailyUse(day=day, route=route, uses=uses[route], people=people)
            for route, people in zip(routes, each, strict=True)
        ),
    ]
