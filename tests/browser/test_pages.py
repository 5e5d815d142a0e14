"""Every page at phone and screen size, light and dark: no complaint in the console, none from axe."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from apps.jobs.models import Job
from tests.browser.npm import modules

pytestmark = pytest.mark.browser

# Path and who looks; `True` for the administrator, who sees everything.
PAGES = [
    ("/", True),
    ("/components/", True),
    ("/settings/", True),
    ("/jobs/", True),
    ("/operations/", True),
    ("/sign-in/", False),
]
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
API_DOCS = "/api/docs"
LOOKS = [{"width": width, "scheme": scheme} for width in (390, 1280) for scheme in ("light", "dark")]

in_every_look = pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look.values())))


# What fades in has less contrast on its way; what turns for ever is not waited for.
AT_REST = """
() => Promise.allSettled(
  document.getAnimations()
    .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)
    .map(animation => animation.finished)
)
"""


def violations(page):
    """What axe finds, short enough to read. It is evaluated, not added as a script, so the policy stays as it is."""
    page.evaluate((modules() / "axe-core" / "axe.min.js").read_text())
    page.evaluate(AT_REST)
    found = page.evaluate("axe.run()")["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]} ({one['nodes'][0]['failureSummary'][:300]})" for one in found
    ]


@in_every_look
@pytest.mark.parametrize(("path", "signed_in"), PAGES)
def test_no_page_complains_and_axe_finds_nothing(path, signed_in, look, visit, administrator):
    with visit(administrator if signed_in else None, **look) as seen:
        page = seen.goto(path)

        assert seen.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], "the page scrolls sideways"
        assert violations(page) == []


@pytest.fixture
def task(administrator):
    """One that failed, with words longer than a phone is wide."""
    return Job.objects.create(
        owner=administrator,
        kind="accounts.load_sample_data",
        title=LONG_WORD,
        state=Job.State.FAILED,
        error=f"{LONG_WORD} has no date.",
        finished_at=timezone.now(),
    )


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3]], ids=["390-light", "1280-dark"])
def test_a_task_complains_neither(look, visit, administrator, task):
    with visit(administrator, **look) as seen:
        page = seen.goto(f"/jobs/{task.uuid}/")

        assert page.get_by_role("button", name="Try again").count() == 1
        assert violations(page) == []


def test_words_of_any_length_do_not_widen_a_page(visit, administrator, task):
    administrator.name = administrator.email = LONG_WORD
    administrator.save()
    with visit(administrator, width=390) as seen:
        for path in ("/", "/settings/", "/jobs/", f"/jobs/{task.uuid}/"):
            page = seen.goto(path)

            assert page.get_by_text(LONG_WORD[:20]).count() >= 1
            assert page.evaluate("document.documentElement.scrollWidth") == 390, path


def test_the_admin_complains_neither(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto("/admin/")

        assert page.locator("#header").count() == 1
        assert page.title().endswith("Steward administration")


def test_the_api_docs_complain_neither(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto(API_DOCS)

        expect(page.locator(".opblock").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_an_error_page_looks_like_the_product(width, visit, transactional_db):
    with visit(width=width) as seen:
        page = seen.goto("/no-such-page/")
        # Chromium itself notes in the console that the page answered 404.
        seen.complaints = [said for said in seen.complaints if "status of 404" not in said]

        assert page.locator("h1").inner_text() == "There is nothing at this address"
        assert page.locator(".error-id code").inner_text()
        assert violations(page) == []


def test_axe_finds_nothing_in_open_menus_and_dialogs(visit, administrator):
    with visit(administrator, width=390) as seen:
        page = seen.goto("/components/")
        found = []
        page.get_by_role("button", name="Menu", exact=True).click()
        found += violations(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Your account").click()
        found += violations(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Remove", exact=True).click()
        found += violations(page)

    assert not found
