import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory

from project.lib import registry
from project.lib.components import initials
from project.lib.registry import Entry, Registry

NOBODY = SimpleNamespace(is_authenticated=False, is_staff=False)
SOMEBODY = SimpleNamespace(is_authenticated=True, is_staff=False)


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(registry, "navigation", Registry())
    return registry.navigation


def navigation(path, user):
    request = RequestFactory().get(path)
    request.user = user
    return Template("{% load components %}{% navigation %}").render(Context({"request": request}))


def test_navigation_shows_only_what_exists_and_may_be_seen(entries):
    entries.register("front", Entry("Dashboard", "dashboard:front", "dashboard"), rank=0)
    entries.register("future", Entry("Time machine", "future:machine", "recipe"))
    entries.register("staff", Entry("Staff", "admin:index", "shield", visible=lambda user: user.is_staff))

    shown, anonymous = navigation("/", SOMEBODY), navigation("/", NOBODY)

    assert re.findall(r'href="(/[^"#]*)"', shown) == ["/"]
    assert "Dashboard" not in anonymous


def test_navigation_marks_the_deepest_page_only(entries):
    entries.register("front", Entry("Dashboard", "dashboard:front", "dashboard"))
    entries.register("components", Entry("Components", "dashboard:components", "components"))

    shown = navigation("/components/", SOMEBODY)
    elsewhere = navigation("/elsewhere/", SOMEBODY)

    assert re.findall(r'href="([^"]+)" aria-current="page"', shown) == ["/components/"]
    assert "aria-current" not in elsewhere


@pytest.mark.parametrize(
    ("person", "expected"), [("Ada Lovelace", "AL"), ("Ada King Lovelace", "AL"), ("ada@example.org", "a"), ("", "?")]
)
def test_a_monogram_has_at_most_two_letters(person, expected):
    assert initials(person) == expected


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', Path(settings.STATICFILES_DIRS[0], "icons.svg").read_text()))
    sources = [*settings.BASE_DIR.glob("templates/**/*.html")]
    named = {name for path in sources for name in re.findall(r'{% icon "([\w-]+)"|icon="([\w-]+)"', path.read_text())}
    named |= {(entry.icon, "") for _, entry in registry.navigation}

    assert {one or other for one, other in named} <= drawn


class Sample(forms.Form):
    name = forms.CharField(help_text="As on reports.")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    hidden = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField()


def test_a_refused_form_names_its_faults_first_and_at_each_field():
    html = str(Sample({"hidden": "kept"}))

    assert html.index("error-summary") < html.index('name="name"')
    assert '<a href="#id_name">Name</a>: This field is required.' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.count('type="hidden"') == 1


def test_a_fresh_form_complains_about_nothing():
    html = str(Sample())

    assert "error-summary" not in html
    assert html.count("<legend>") == 1


def test_asking_first_posts_with_a_token():
    html = Template(
        '{% load components %}{% confirm "c" label="Go" action="/x/" title="Sure?" detail="For ever." confirm="Yes" %}'
    ).render(Context({"csrf_token": "token-1"}))

    assert 'commandfor="c"' in html
    assert '<form method="post" action="/x/">' in html
    assert 'value="token-1"' in html
