"""A new person sets Steward up on a phone, and shows it what they look like."""

import pytest

from apps.accounts import public
from apps.accounts.tests.pictures import picture
from project.lib.testing import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOADED = "image => image.complete && image.naturalWidth > 0"


def test_a_new_person_sets_steward_up_on_a_phone_and_sends_a_photo(visit):
    grace = UserFactory(name="", has_sample_data=False)
    with visit(grace, width=390, scheme="dark", has_touch=True) as seen:
        page = seen.goto("/")
        page.get_by_role("link", name="Set it up").tap()
        page.get_by_label("Time zone").select_option("America/New_York")
        page.get_by_label("Units").select_option("imperial")
        page.get_by_role("button", name="Save and go on").tap()
        page.get_by_text("Step 2 of 3").wait_for()
        page.get_by_label("Your name").fill("Grace Hopper")
        page.get_by_label("Height").fill("5 ft 6 in")
        page.get_by_role("button", name="Save and go on").tap()
        page.get_by_role("checkbox", name="Meals").check()
        page.get_by_role("checkbox", name="Peanuts").check()
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.get_by_role("button", name="Finish").tap()
        page.get_by_role("heading", name="Welcome, Grace Hopper").wait_for()
        offered_again = page.get_by_role("link", name="Set it up").count()

        page = seen.goto("/settings/profile/")
        page.get_by_label("A picture of you").set_input_files(
            {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        )
        page.get_by_role("button", name="Use this picture").tap()
        page.get_by_text("Your picture is saved.").wait_for()
        shown = page.get_by_role("img", name="Your picture").evaluate(LOADED)
        page.get_by_role("button", name="Your account").tap()
        in_menu = page.locator(".menu-photo")
        in_menu.evaluate("image => image.decode()")
        shown_in_menu = in_menu.evaluate(LOADED)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Remove my picture").tap()
        page.get_by_text("Your picture is gone.").wait_for()

    said = public.profile(grace)
    assert (said.units, said.areas, said.allergens) == ("imperial", {"meals"}, {"peanuts"})
    assert (wide, offered_again, shown, shown_in_menu) == (390, 0, True, True)
