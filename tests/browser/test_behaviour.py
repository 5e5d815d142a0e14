"""What people do on pages: with a mouse, with a keyboard, without script. Clicks are real ones."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from project.lib.testing import PASSWORD, UserFactory

pytestmark = pytest.mark.browser


def pressed(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate("document.activeElement.innerText.trim() || document.activeElement.ariaLabel")


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_choosing_a_theme_and_signing_out(javascript, visit, transactional_db):
    person = UserFactory(name="Ada Lovelace")
    person.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    person.save()
    with visit(java_script_enabled=javascript) as seen:
        page = seen.goto("/")
        page.get_by_label("Email").fill(person.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Welcome, {person.name}")

        page.get_by_role("button", name="Your account").click()
        page.get_by_role("button", name="Dark").click()
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")

        page.get_by_role("button", name="Your account").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        # The browser keeps what was chosen, for pages that know nobody.
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_refused_form_says_what_is_wrong_and_leads_to_it(javascript, visit, administrator):
    with visit(administrator, java_script_enabled=javascript) as seen:
        page = seen.goto("/components/")
        page.get_by_role("button", name="Save", exact=True).last.click()

        summary = page.locator("form .error-summary")
        expect(summary).to_contain_text("Email: This field is required.")
        if javascript:
            expect(summary).to_be_focused()
        summary.get_by_role("link", name="Email").click()
        expect(page.locator("#id_email")).to_be_focused()
        seen.complaints = [said for said in seen.complaints if "status of 422" not in said]


@pytest.mark.parametrize("javascript", [True, False])
def test_sample_data_goes_with_one_click(javascript, visit, administrator):
    with visit(administrator, java_script_enabled=javascript) as seen:
        page = seen.goto("/")
        page.get_by_role("button", name="Remove the sample data").click()

        expect(page.locator(".toast-note")).to_contain_text("The sample data is gone.")
        expect(page.get_by_text("You are looking at sample data")).to_have_count(0)


def test_the_keyboard_reaches_the_content_first(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto("/components/")

        assert pressed(page, "Tab") == "Skip to the content"
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()
        assert pressed(page, "Tab") == "Dashboard"


def test_the_menu_opens_closes_and_gives_focus_back(visit, administrator):
    with visit(administrator, width=390) as seen:
        page = seen.goto("/")
        button = page.get_by_role("button", name="Menu", exact=True)
        navigation = page.get_by_role("navigation", name="Main")
        expect(navigation).to_be_hidden()

        button.focus()
        page.keyboard.press("Enter")
        expect(navigation).to_be_visible()
        page.keyboard.press("Escape")

        expect(navigation).to_be_hidden()
        expect(button).to_be_focused()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_dialog_asks_first_and_keeps_the_focus(javascript, visit, administrator):
    with visit(administrator, java_script_enabled=javascript) as seen:
        page = seen.goto("/components/")
        opener = page.get_by_role("button", name="Remove", exact=True)
        opener.click()
        dialog = page.get_by_role("dialog", name="Remove this account?")
        expect(dialog).to_be_visible()

        for _ in range(6):
            page.keyboard.press("Tab")
            assert page.locator(":focus").count() == 0 or dialog.locator(":focus").count() == 1
        dialog.get_by_role("button", name="Cancel").click()

        expect(dialog).to_be_hidden()
        expect(opener).to_be_focused()


def test_a_toast_can_be_dismissed(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto("/components/")
        page.get_by_role("button", name="Show toasts").click()
        failure = page.locator('.toast-note[data-level="error"]')
        expect(failure).to_be_visible()

        failure.get_by_role("button", name="Dismiss").click()

        expect(failure).to_have_count(0)


def test_a_chart_is_drawn_and_its_table_is_one_click_away(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto("/components/")
        chart = page.locator("steward-chart").first
        expect(chart.locator(".chart-picture svg")).to_be_visible()
        expect(chart.get_by_role("table")).to_be_hidden()

        chart.get_by_text("Show as a table").click()

        expect(chart.get_by_role("table")).to_be_visible()
        expect(chart.get_by_role("row")).to_have_count(41)


def test_a_chart_tells_its_figures_without_breaking_the_policy(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto("/components/")
        picture = page.locator("steward-chart .chart-picture").first

        picture.hover(position={"x": 300, "y": 120})

        expect(picture.locator("svg")).to_contain_text(re.compile(r"Worth\s+€\d\d,\d{3}\.\d\d"))


def test_a_chart_follows_the_theme_and_the_width(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto("/components/")
        picture = page.locator("steward-chart .chart-picture").first
        light = picture.inner_html()

        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 390, "height": 800})

        expect(picture.locator("svg")).to_be_visible()
        page.wait_for_function("document.querySelector('.chart-picture svg').clientWidth < 390")
        assert picture.inner_html() != light


def test_without_script_every_chart_is_a_table(visit, administrator):
    with visit(administrator, java_script_enabled=False) as seen:
        page = seen.goto("/components/")

        expect(page.locator("steward-chart").get_by_role("table")).to_have_count(4)
        expect(page.locator("steward-chart").get_by_role("table").first).to_be_visible()


def test_a_page_that_cannot_reach_the_chart_library_shows_the_table(visit, administrator):
    with visit(administrator) as seen:
        seen.page.route("**/echarts*", lambda route: route.abort())
        page = seen.goto("/components/")

        expect(page.locator("steward-chart").get_by_role("table").first).to_be_visible()
        seen.complaints.clear()
