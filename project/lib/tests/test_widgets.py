"""The long select is Django's, only written faster."""

import pytest
from django import forms
from django.test.html import parse_html

from project.lib.widgets import LongSelect

CHOICES = [("a", "Ä & <b>"), ('"><script>', "quoted"), ("c", "C")]


@pytest.mark.parametrize("value", ["a", '"><script>', None, "unknown"])
def test_it_is_the_select_of_django(value):
    attributes = {"id": "id_letter", "required": True, "aria-describedby": "help"}
    ours, django = LongSelect(choices=CHOICES), forms.Select(choices=CHOICES)

    assert parse_html(ours.render("letter", value, attributes)) == parse_html(
        django.render("letter", value, attributes)
    )


def test_a_form_uses_it_like_any_other():
    class Letters(forms.Form):
        letter = forms.ChoiceField(choices=CHOICES, widget=LongSelect)

    assert 'value="c" selected' in Letters(initial={"letter": "c"}).as_p()
    assert Letters({"letter": "nonsense"}).errors
