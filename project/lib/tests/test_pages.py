import pytest
from django.test import RequestFactory, override_settings

from project.lib.pages import render_page

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.locmem.Loader", {"page.html": "whole {{ n }}", "_part.html": "part {{ n }}"})
            ]
        },
    }
]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "whole 1"),
        ({"HX-Request": "true"}, "part 1"),
        ({"HX-Request": "true", "HX-Request-Type": "partial"}, "part 1"),
        ({"HX-Request": "true", "HX-Request-Type": "full", "HX-Boosted": "true"}, "whole 1"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "whole 1"),
    ],
)
@override_settings(TEMPLATES=TEMPLATES)
def test_one_url_answers_whole_or_as_a_fragment(headers, expected):
    request = RequestFactory().get("/", headers=headers)

    response = render_page(request, "page.html", fragment="_part.html", context={"n": 1})

    assert response.content.decode() == expected
    assert response["Vary"] == "HX-Request, HX-Request-Type"


@override_settings(TEMPLATES=TEMPLATES)
def test_a_page_without_a_fragment_is_always_whole():
    request = RequestFactory().get("/", headers={"HX-Request": "true"})

    response = render_page(request, "page.html", context={"n": 2}, status=422)

    assert (response.content, response.status_code) == (b"whole 2", 422)
