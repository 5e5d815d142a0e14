"""A flag from the admin to a page, through the real table."""

import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import RequestFactory

from apps.operations.models import FeatureFlag
from apps.operations.services.flags import UnknownFlag, set_flag
from project.lib import flags
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(autouse=True)
def new_planner(monkeypatch):
    monkeypatch.setitem(flags.declared, "new-planner", "Plans with the new solver")
    flags.snapshot.forget()
    yield
    flags.snapshot.forget()


def test_a_flag_that_is_turned_on_reaches_people_and_costs_no_statement_warm():
    someone = UserFactory()
    before = flags.enabled("new-planner", someone)

    set_flag(name="new-planner", on=True)
    after = flags.enabled("new-planner", someone)
    with statements() as sent:
        flags.enabled("new-planner", someone)

    assert (before, after) == (False, True)
    assert sent == []


def test_staff_turn_it_in_the_admin(client):
    client.force_login(UserFactory(administrator=True))
    form = {"name": "new-planner", "on": "on", "percentage": "25", "note": "first quarter"}

    added = client.post("/admin/operations/featureflag/add/", form)
    flag = FeatureFlag.objects.get(name="new-planner")
    changed = client.post(f"/admin/operations/featureflag/{flag.pk}/change/", form | {"percentage": "50"})

    flag.refresh_from_db()
    assert (added.status_code, changed.status_code) == (302, 302)
    assert (flag.on, flag.percentage, flag.note) == (True, 50, "first quarter")


@pytest.mark.parametrize(
    "form", [{"name": "unheard-of", "percentage": "25"}, {"name": "new-planner", "percentage": "101"}]
)
def test_the_admin_refuses_what_cannot_be(client, form):
    client.force_login(UserFactory(administrator=True))

    response = client.post("/admin/operations/featureflag/add/", form)

    assert response.status_code == 200
    assert not FeatureFlag.objects.exists()


def test_a_flag_that_no_code_asks_for_is_refused():
    with pytest.raises(UnknownFlag, match="unheard-of"):
        set_flag(name="unheard-of", on=True)


def test_the_table_holds_shares_only():
    with pytest.raises(IntegrityError), transaction.atomic():
        FeatureFlag.objects.create(name="x", percentage=101)


def test_a_template_may_ask():
    set_flag(name="new-planner", on=True)
    request = RequestFactory().get("/")
    request.user = UserFactory()

    page = Template('{% load flags %}{% flag "new-planner" as shown %}{% if shown %}new{% else %}old{% endif %}')

    assert page.render(Context({"request": request})) == "new"


def test_every_flag_that_code_asks_for_is_declared():
    asked = re.compile(r"""(?:flags\.enabled\(|\{% flag )["']([\w-]+)["']""")
    files = [*ROOT.glob("apps/**/*.py"), *ROOT.glob("project/**/*.py"), *ROOT.glob("templates/**/*.html")]
    names = {
        name
        for file in files
        if "tests" not in file.parts
        for name in asked.findall(file.read_text())
        if file.is_file()
    }

    undeclared = names - set(flags.declared) - {"new-planner"}  # the docstrings' example

    assert not undeclared
