"""The page of the API: an operation is really tried on it, and the browser has nothing to complain about."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "dark"), [("light", 0), ("dark", 1)])
def test_it_is_light_or_dark_as_the_device_and_leads_back(scheme, dark, visit, administrator):
    with visit(administrator, scheme=scheme) as seen:
        page = seen.goto("/api/docs/")

        expect(page.locator("html.dark-mode")).to_have_count(dark)
        page.get_by_role("link", name="Steward", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")


def test_an_operation_can_be_tried_on_the_page(visit, administrator):
    with visit(administrator) as seen:
        page = seen.goto("/api/docs/")
        expect(page.locator(".opblock").first).to_be_visible()
        page.get_by_text("What there is").click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()

        expect(page.locator(".live-responses-table tbody .response-col_status")).to_have_text("200")
        expect(page.locator(".live-responses-table")).to_contain_text("/api/v1/health")
