"""What staff see at a glance: health, use, slow pages, failed tasks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from prometheus_client import REGISTRY, CollectorRegistry

from apps.jobs import public as jobs
from project.lib.charts import Chart, Series
from project.lib.watching import metrics

from ..models import DailyUse

DAYS = 30
LISTED = 10


@dataclass(frozen=True)
class SlowPage:
    route: str
    requests: int
    mean_ms: float


def use_per_day(today: date) -> Chart:
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    rows = {row.day: row for row in DailyUse.objects.filter(route=DailyUse.EVERYTHING, day__gte=days[0])}
    people = [rows[day].people if day in rows else 0 for day in days]
    uses = [rows[day].uses if day in rows else 0 for day in days]
    return Chart("Use per day", "line", days, [Series("People", people), Series("Requests", uses)], decimals=0)


def most_used(today: date) -> list[DailyUse]:
    """The routes of the last day that has any."""
    rows = DailyUse.objects.filter(day__gte=today - timedelta(days=1)).exclude(route=DailyUse.EVERYTHING)
    return list(rows.order_by("-day", "-uses")[:LISTED])


def slow_pages() -> list[SlowPage]:
    """Routes by the mean time of their requests, on this machine, since its processes were started."""
    registry: CollectorRegistry = REGISTRY
    if folder := metrics.folder():
        registry = CollectorRegistry()
        metrics.AllProcesses(registry, str(folder))
    counts: dict[str, float] = defaultdict(float)
    sums: dict[str, float] = defaultdict(float)
    for metric in registry.collect():
        if metric.name == "steward_request_seconds":
            for sample in metric.samples:
                into = counts if sample.name.endswith("_count") else sums if sample.name.endswith("_sum") else None
                if into is not None:
                    into[sample.labels["route"]] += sample.value
    pages = [SlowPage(route, int(count), 1000 * sums[route] / count) for route, count in counts.items() if count]
    return sorted(pages, key=lambda page: -page.mean_ms)[:LISTED]


def failed_tasks() -> int:
    return jobs.failed_tasks_waiting()
