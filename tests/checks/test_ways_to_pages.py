"""Every page can be found by somebody who only follows links from the front page."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from project.lib.registry import sample_data
from project.lib.testing import UserFactory, every_route

from .test_strangers import access

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="([^"#]+)"')
# What is no page, or is come to by acting: signing in, confirming, what a script asks for, Google where it is on.
NO_PAGES = re.compile(
    r"/(api|static|admin|health|sign-|verify-|welcome|start/|view-as|favicon)"
    r"|.*(suggest/|make-it-yours/|security/confirm/(again/)?|security/google/)$"
)


def pages():
    """Addresses without a parameter that a person may open."""
    return {route.path() for route in every_route() if not route.parameters and access(route) == "person"}


def reached(client, first="/"):
    """Every address that links lead to, a page of each kind looked at once."""
    found, ahead, kinds = set(), [first], set()
    while ahead:
        path = ahead.pop()
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "·", path)
        if kind in kinds or path.startswith("/static/"):
            continue
        kinds.add(kind)
        found.add(path)
        answer = client.get(path)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            links = (urlsplit(unescape(link)) for link in LINK.findall(answer.content.decode()))
            ahead += [link.path for link in links if not link.netloc and link.path]
    return found


def test_every_page_is_found_from_the_front_page(client):
    person = UserFactory()
    for _, sample in sample_data:
        sample.load(person)
    client.force_login(person)

    found = reached(client)

    opened = {path for path in pages() if client.get(path).status_code == 200 and not NO_PAGES.match(path)}
    assert opened - found == set()
