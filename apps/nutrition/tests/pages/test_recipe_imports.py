"""The pages and the API of bringing in recipes."""

import json

import pytest
from celery import current_app
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.nutrition.models import Recipe, RecipeImport
from apps.nutrition.tests.factories import RecipeImportFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
Job = apps.get_model("jobs", "Job")
API = "/api/v1/nutrition/recipe-imports"


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def work():
    job = Job.objects.latest("pk")
    current_app.tasks[job.kind].apply(kwargs={"job_uuid": str(job.uuid)}, throw=True)


def test_a_recipe_is_pasted_looked_at_and_kept(client, person):
    begun = client.post("/recipes/import/", {"text": "Onions\n100 g onions\nFry."})
    working = client.get(begun.url)
    work()
    found = client.get(begun.url)
    client.post(f"{begun.url}keep/")
    work()
    done = client.get(begun.url)

    recipe = Recipe.objects.get()
    assert "Being read" in working.text
    assert "Keep it" in found.text
    assert f"/recipes/{recipe.uuid}/" in done.text
    assert "1 recipe kept." in done.text
    assert "Pasted text" in client.get("/recipes/import/").text


def test_what_could_not_be_read_is_shown_and_can_be_read_again(client, person):
    brought_in = RecipeImportFactory(owner=person, found=[], left=[{"where": "Soup.xyz", "why": "Nobody knows it."}])
    page = f"/recipes/imports/{brought_in.uuid}/"

    shown = client.get(page)
    refused = client.post(f"{page}keep/", follow=True)
    client.post(f"{page}read/")
    work()

    assert "Soup.xyz" in shown.text
    assert "No recipe was found in it." in refused.text
    brought_in.refresh_from_db()
    assert (len(brought_in.found), brought_in.left) == (1, [])


def test_one_of_the_three_is_asked_for(client, person):
    answer = client.post("/recipes/import/", {})

    assert answer.status_code == 422
    assert "one of them" in answer.text


def test_an_import_is_forgotten_once_nobody_works_on_it(client, person):
    brought_in = RecipeImportFactory(owner=person)
    client.post("/recipes/import/", {"text": "Onions\n100 g onions"})
    busy = RecipeImport.objects.latest("pk")

    refused = client.post(f"/recipes/imports/{busy.uuid}/forget/", follow=True)
    client.post(f"/recipes/imports/{brought_in.uuid}/forget/")

    assert "being worked on" in refused.text
    assert list(RecipeImport.objects.all()) == [busy]


def test_programs_import_too(client, person):
    begun = client.post(API, {"text": "Onions\n100 g onions\nFry."}, content_type="application/json")
    one = f"{API}/{begun.json()['uuid']}"
    work()
    found = client.get(one).json()
    client.post(f"{one}/keep")
    work()
    kept = client.get(one).json()
    client.post(f"{one}/read")
    work()
    again = client.get(one).json()

    assert (begun.status_code, begun.json()["state"]) == (202, "reading")
    assert (found["state"], found["found"][0]["ingredients"]) == ("read", ["100 g onions"])
    assert kept["found"][0]["kept"] == again["found"][0]["same_as"] == str(Recipe.objects.get().uuid)
    assert client.delete(one).status_code == 204
    assert client.get(API).json()["results"] == []


def test_programs_send_files(client, person):
    page = SimpleUploadedFile("soup.txt", b"Onions\n100 g onions\nFry.")

    begun = client.post(API, {"file": page})
    odd = client.post(API, json.dumps({"addres": "https://example.org"}), content_type="application/json")

    assert (begun.status_code, begun.json()["title"]) == (202, "soup.txt")
    assert odd.status_code == 400
