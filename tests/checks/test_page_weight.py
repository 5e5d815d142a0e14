"""What a page costs to load, compressed as a browser gets it (PERF-16), and what it may not contain."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db

# kB after gzip -9. Tabler's style sheet is 79 of the styles; ECharts is 240 of a page with a chart.
STYLES = 90
SCRIPTS = 18
SCRIPTS_WITH_CHART = 262
# kB before compression, so that a long page is noticed too.
PAGE = 60

PAGES = ["/", "/settings/", "/settings/privacy/", "/jobs/", "/sign-in/", "/components/", "/no-such-page/"]
# Every module that a page's modules import is part of its cost.
IMPORTED = re.compile(r"""(?:from|import)\s*\(?["']\./([\w.-]+)["']""")


def file(address):
    found = finders.find(address.removeprefix("/static/"))
    assert found, f"{address} is not there"
    return Path(found)


def weight(addresses):
    total = 0
    for address in addresses:
        total += len(gzip.compress(file(address).read_bytes(), 9))
    return total / 1000


def with_imports(addresses):
    found, waiting = set(), set(addresses)
    while waiting:
        address = waiting.pop()
        found.add(address)
        if "/vendor/" not in address:
            folder = address.rsplit("/", 1)[0]
            waiting |= {f"{folder}/{name}" for name in IMPORTED.findall(file(address).read_text())} - found
    return found


@pytest.fixture
def page(request, client):
    if request.param != "/sign-in/":
        client.force_login(UserFactory(administrator=True))
    return client.get(request.param).content.decode()


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_a_page_keeps_to_its_budget(page):
    scripts = with_imports(re.findall(r'<script[^>]*\ssrc="([^"]+)"', page))
    engine = set(re.findall(r'data-engine="([^"]+)"', page))
    styles = set(re.findall(r'<link rel="stylesheet" href="([^"]+)"', page))

    assert weight(styles) <= STYLES
    assert weight(scripts | engine) <= (SCRIPTS_WITH_CHART if engine else SCRIPTS)
    assert len(page) / 1000 <= PAGE


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_a_page_brings_nothing_inline_and_nothing_from_elsewhere(page):
    inline = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag and "application/json" not in tag]
    loaded = re.findall(r'<(?:script|link|img|iframe|use)[^>]*\s(?:src|href)="([^"]+)"', page)

    assert inline == []
    assert "<style" not in page
    assert re.findall(r"\s(?:style|on\w+|hx-on[\w:-]*)=", re.sub(r">[^<]*<", "><", page)) == []
    assert [address for address in loaded if not address.startswith("/static/")] == []


@pytest.mark.parametrize("page", ["/", "/settings/", "/sign-in/", "/no-such-page/"], indirect=True)
def test_only_a_page_with_a_chart_loads_charts(page):
    assert "echarts" not in page
    assert "chart.js" not in page
