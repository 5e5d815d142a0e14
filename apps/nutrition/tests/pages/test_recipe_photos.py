"""Photos of recipes: whoever sees a recipe sees its photo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.nutrition import services
from apps.nutrition.tests.factories import OwnRecipeFactory, RecipeFactory, picture
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
API = "/api/v1/nutrition"


@pytest.fixture
def recipe(client):
    recipe = OwnRecipeFactory()
    client.force_login(recipe.owner)
    return recipe


def url(name, recipe):
    return reverse(f"nutrition:{name}", args=[recipe.uuid])


def test_a_photo_is_set_shown_and_removed_by_its_owner(client, recipe):
    client.post(url("recipe-photo-edit", recipe), {"photo": picture()})
    page, listed = client.get(url("recipe", recipe)).text, client.get("/recipes/").text
    form, shown = client.get(url("recipe-photo-edit", recipe)).text, client.get(url("recipe-photo", recipe))
    client.post(url("recipe-photo-remove", recipe))

    assert f'src="{url("recipe-photo", recipe)}"' in page
    assert f'"image": "http://testserver{url("recipe-photo", recipe)}"' in page
    assert f'src="{url("recipe-photo", recipe)}?small"' in listed
    assert "Remove the photo" in form
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert client.get(url("recipe-photo", recipe)).status_code == 404
    assert "recipe-thumbnail" not in client.get("/recipes/").text


def test_what_is_no_picture_is_said_at_the_field(client, recipe):
    refused = client.post(url("recipe-photo-edit", recipe), {"photo": SimpleUploadedFile("a.jpg", b"text")})
    nothing = client.post(url("recipe-photo-edit", recipe), {})

    assert (refused.status_code, nothing.status_code) == (422, 422)
    assert "Its content decides" in refused.text


def test_the_photo_of_a_recipe_of_the_catalogue_is_everybodys(client):
    recipe = RecipeFactory()
    services.set_recipe_photo(owner=None, recipe=recipe, upload=picture())

    large, small = client.get(url("recipe-photo", recipe)), client.get(url("recipe-photo", recipe), {"small": ""})
    program = client.get(f"/api/v1/nutrition-data/recipes/{recipe.uuid}/photo", {"size": "small"})

    assert large["Cache-Control"] == "public, max-age=3600"
    assert len(b"".join(small)) < len(b"".join(large))
    assert (program.status_code, program["Content-Type"]) == (200, "image/jpeg")
    assert client.get(f"/api/v1/nutrition-data/recipes/{recipe.uuid}").json()["has_photo"]


def test_a_photo_of_ones_own_is_nobody_elses(client, recipe):
    services.set_recipe_photo(owner=recipe.owner, recipe=recipe, upload=picture())

    client.force_login(UserFactory())

    assert client.get(url("recipe-photo", recipe)).status_code == 404
    assert client.get(f"/api/v1/nutrition-data/recipes/{recipe.uuid}/photo").status_code == 404
    assert client.get(f"{API}/recipes/{recipe.uuid}/photo").status_code == 404


def test_a_program_sets_reads_and_removes_a_photo(client, recipe):
    address = f"{API}/recipes/{recipe.uuid}/photo"
    body = (
        b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
        + picture().read()
        + b"\r\n--x--\r\n"
    )

    kept = client.put(address, body, content_type="multipart/form-data; boundary=x")
    shown = client.get(address, {"size": "small"})
    removed = client.delete(address)

    assert (kept.status_code, shown.status_code, removed.status_code) == (204, 200, 204)
    assert shown["Content-Type"] == "image/jpeg"
    assert client.get(address).status_code == 404
