"""From nothing to a passkey and back, in a real browser with an authenticator of its own."""

import re

import pytest
from celery import current_app
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from apps.accounts.services import erasure
from apps.accounts.tests.ways import ADDRESS, recovery_codes
from project.lib.testing import UserFactory, give_second_factor
from tests.browser.test_pages import LOOKS, violations

pytestmark = pytest.mark.browser


def code_in_mail(email):
    """The mail that the web process gave to the workers; none runs here, so it is taken from their queue."""
    with current_app.connection_for_read() as connection, connection.SimpleQueue("interactive") as queue:
        while True:
            message = queue.get(timeout=10)
            message.ack()
            _, mail, _ = message.payload
            code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.get("text", ""), re.MULTILINE)
            if mail.get("to") == [email] and code:  # others wait there too
                return code[0]


def plug_in_an_authenticator(page):
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    what = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**what, "isUserVerified": True, "automaticPresenceSimulation": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def make_an_account(seen):
    """Signs up as Ada, with a code from a mail; returns the passphrase that was suggested."""
    page = seen.goto("/sign-up/")
    plug_in_an_authenticator(page)
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Email").fill(ADDRESS)
    page.get_by_text("Suggest one").click()
    page.get_by_role("button", name="Use this one").click()
    passphrase = page.get_by_label("Password", exact=True).input_value()
    assert passphrase.count("-") == 5
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    page.get_by_label("Code").fill(code_in_mail(ADDRESS))
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/start/"))
    return passphrase


def add_a_passkey(seen, passphrase):
    page = seen.goto("/settings/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password", exact=True).fill(passphrase)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("This laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert page.locator(".codes li").count() == 10


def come_again_with_the_passkey(page):
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Welcome, Ada")).to_be_visible()


def test_from_sign_up_to_a_passkey_and_a_second_device(visit, transactional_db):
    UserFactory()  # somebody was here before, so that the newcomer proves their address
    with visit() as seen:
        passphrase = make_an_account(seen)
        add_a_passkey(seen, passphrase)
        page = seen.page
        come_again_with_the_passkey(page)

        ada = get_user_model().objects.get(email=ADDRESS)
        with visit() as second:
            other = second.goto("/sign-in/")
            other.get_by_label("Email").fill(ada.email)
            other.get_by_label("Password", exact=True).fill(passphrase)
            other.get_by_role("button", name="Sign in", exact=True).click()
            expect(other.get_by_role("heading", name="One more step")).to_be_visible()
            other.get_by_label("Code").fill(recovery_codes(ada)[0])
            other.get_by_role("button", name="Sign in", exact=True).click()
            expect(other.get_by_role("heading", name="Welcome, Ada")).to_be_visible()

            seen.goto("/settings/devices/")
            assert page.locator(".device-list li").count() == 2
            page.get_by_role("button", name="Sign out Chrome").click()
            expect(page.locator(".device-list li")).to_have_count(1)
            expect(second.goto("/").get_by_role("heading", name="Sign in")).to_be_visible()


def rows_that_name(address):
    """The tables that still hold it, in whatever column."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            row = connection.ops.quote_name(table)
            cursor.execute(f"SELECT 1 FROM {row} WHERE {row}::text ILIKE %s LIMIT 1", [f"%{address}%"])  # noqa: S608
            found += [table] * bool(cursor.fetchone())
        return found


def test_from_sign_up_to_an_account_that_was_deleted_and_left_nothing(visit, transactional_db, settings, tmp_path):
    settings.ERASURES_FILE = str(tmp_path / "erasures.list")
    UserFactory()
    with visit() as seen:
        passphrase = make_an_account(seen)
        add_a_passkey(seen, passphrase)
        page = seen.page
        come_again_with_the_passkey(page)

        seen.goto("/settings/privacy/")
        page.get_by_role("link", name="Delete my account").click()
        page.get_by_role("link", name="Use a passkey").click()
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_label("I understand").check()
        page.get_by_role("button", name="Delete my account").click()
        expect(page.get_by_role("region", name="Your account will be deleted")).to_be_visible()
        assert "accounts_user" in rows_that_name(ADDRESS)
        get_user_model().objects.filter(email=ADDRESS).update(erase_at=timezone.now())
        assert erasure.perform_due() == 1

        expect(seen.goto("/").get_by_role("heading", name="Sign in")).to_be_visible()
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_text("This passkey is not known here.")).to_be_visible()
    assert Client().post("/sign-in/", {"login": ADDRESS, "password": passphrase}).status_code == 422
    assert rows_that_name(ADDRESS) == []


OUT = ["/sign-in/", "/sign-up/", "/sign-up/passkey/", "/sign-in/reset/"]
IN = ["/settings/security/", "/settings/devices/", "/outbox/", "/invitations/"]


def test_no_page_of_the_ways_in_complains_and_axe_finds_nothing(visit, administrator):
    give_second_factor(UserFactory())
    for look in (LOOKS[0], LOOKS[3]):
        for path in OUT + IN:
            with visit(administrator if path in IN else None, **look) as seen:
                page = seen.goto(path)

                assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], path
                assert violations(page) == [], path


@pytest.mark.django_db(transaction=True)
def test_a_script_that_comes_late_takes_nobodys_focus(visit):
    with visit() as seen:
        held = []

        def hold(route):
            held.append(route)

        seen.page.route("**/js/password*", hold)
        seen.page.goto(f"{seen.origin}/sign-in/", wait_until="commit")
        # The browser complains where somebody is quicker than the field that it puts the focus on itself.
        expect(seen.page.locator("[autofocus]")).to_be_focused()
        field = seen.page.get_by_label("Password", exact=True)
        field.focus()

        held[0].continue_()
        seen.page.get_by_role("button", name="Show the password").wait_for()

        expect(field).to_be_focused()
