import pytest

from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def test_only_staff_see_the_component_page(client):
    client.force_login(UserFactory())
    ordinary = client.get("/components/")
    client.force_login(UserFactory(administrator=True))
    staff = client.get("/components/")

    assert (ordinary.status_code, staff.status_code) == (403, 200)
    assert staff.content.count(b"<steward-chart") == 4


def test_its_form_behaves_like_a_real_one(client):
    client.force_login(UserFactory(administrator=True))

    reply = client.post("/components/", {"send": "1"})

    assert reply.status_code == 422
    assert b"Please check what you entered" in reply.content


def test_it_shows_toasts(client):
    client.force_login(UserFactory(administrator=True))

    reply = client.post("/components/", {"toast": "1"})

    assert b"This is what success looks like." in reply.content
    assert b'data-level="error"' in reply.content
