"""Staff of each kind, for tests."""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.test import Client

from project.lib.testing import UserFactory


def member_of(group: str) -> Any:
    """Staff of one group: support, content or ops."""
    person = UserFactory(is_staff=True, name=group.capitalize())
    person.groups.add(Group.objects.get_or_create(name=group)[0])
    return person


def allow(person: Any, right: str) -> None:
    person.user_permissions.add(Permission.objects.get(codename=right, content_type__app_label="accounts"))


def browser_of(person: Any) -> Client:
    """A browser in which a person is signed in, and which stands among their devices."""
    browser = Client()
    browser.force_login(person)
    UserSession.objects.get_or_create(
        session_key=browser.session.session_key, defaults={"user": person, "ip": "192.0.2.7"}
    )
    return browser


def use_second_factor(client: Client) -> None:
    """As if this session had been opened with an app's code beside the password."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    session.save()
