"""The page that staff look at first."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.operations.models import DailyUse
from apps.operations.queries import overview
from project.lib.testing import UserFactory, statements
from project.lib.watching import metrics

pytestmark = pytest.mark.django_db
TODAY = datetime.now(UTC).date()


@pytest.fixture
def used():
    for back in (0, 3):
        day = TODAY - timedelta(days=back)
        DailyUse.objects.create(day=day, route="", uses=50 + back, people=4)
        DailyUse.objects.create(day=day, route="jobs:list", uses=30, people=3)


def test_staff_see_state_use_and_slow_pages(client, used):
    client.force_login(UserFactory(administrator=True))
    metrics.request_served(route="slow:page", method="GET", status=200, seconds=500)

    with statements() as sent:
        page = client.get("/operations/").content.decode()

    for words in ("redis-state", "Use per day", "jobs:list", "slow:page", "Failed tasks"):
        assert words in page, words
    assert len(sent.beyond_sign_in()) <= 4, sent


def test_others_do_not(client):
    nobody = client.get("/operations/")
    client.force_login(UserFactory())

    assert nobody.url == "/sign-in/?next=/operations/"
    assert client.get("/operations/").status_code == 403


def test_before_anything_was_counted_it_says_so(client):
    client.force_login(UserFactory(administrator=True))

    assert "Nothing was counted yesterday or today" in client.get("/operations/").content.decode()


def test_the_chart_has_every_day_and_no_use_is_nothing(used):
    chart = overview.use_per_day(TODAY)

    assert len(chart.labels) == overview.DAYS
    assert chart.series[1].values[-1] == 50
    assert chart.series[1].values[-4] == 53
    assert sum(chart.series[0].values) == 8


def test_slow_pages_are_read_from_every_process(monkeypatch, tmp_path):
    from project.lib.tests.watching.test_metrics import SERVE_ONE, in_another_process

    in_another_process(tmp_path, SERVE_ONE)
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))

    (page,) = overview.slow_pages()

    assert (page.route, page.requests, round(page.mean_ms)) == ("a", 1, 30)
