"""Recipes, for programs."""

import json

import pytest
from django.utils import timezone
from rest_framework.renderers import JSONRenderer

from apps.nutrition.api.recipes import RecipeRow
from apps.nutrition.models import Cooked, RecipeReport
from apps.nutrition.services.words import learn_words
from apps.nutrition.tests.factories import FoodFactory, OwnRecipeFactory, RecipeFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
CATALOGUE = "/api/v1/nutrition-data/recipes"
MINE = "/api/v1/nutrition/recipes"


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.mark.parametrize("rows", [1, 30])
def test_the_catalogue_needs_no_account_and_one_statement(rows, client):
    RecipeFactory.create_batch(rows)

    with statements() as sent:
        answer = client.get(CATALOGUE)

    assert answer.status_code == 200
    assert len(sent) == 1


def test_the_catalogue_never_holds_what_somebody_keeps(client, person):
    own = OwnRecipeFactory(owner=person)

    assert client.get(CATALOGUE).json()["results"] == []
    assert client.get(f"{CATALOGUE}/{own.uuid}").status_code == 404
    assert [row["uuid"] for row in client.get(MINE).json()["results"]] == [str(own.uuid)]


def test_a_filter_admits_only_what_is_certain(client):
    RecipeFactory(title="Certain", free_of=["nuts"], suits=["vegan"])
    RecipeFactory(title="Not known")

    found = client.get(CATALOGUE, {"free_of": "nuts", "diet": "vegan"}).json()["results"]
    refused = client.get(CATALOGUE, {"free_of": "nuts,dragons"})

    assert [row["title"] for row in found] == ["Certain"]
    assert refused.status_code == 400
    assert list(refused.json()["fields"]) == ["free_of"]


def test_a_recipe_is_kept_read_changed_and_deleted(client, person):
    FoodFactory(name="Onions, raw", group="vegetables", energy_kcal=40.0)
    body = {"title": "Onions", "servings": 2, "ingredients": ["2 onions", "a dragon"], "steps": ["Fry."]}

    kept = client.post(MINE, body, content_type="application/json").json()
    one = f"{MINE}/{kept['uuid']}"
    changed = client.patch(one, {"servings": 1}, content_type="application/json").json()

    assert [line["grams"] for line in kept["ingredients"]] == [220.0, None]
    assert kept["ingredients"][1]["food"] is None
    assert (kept["amounts"]["energy_kcal"], changed["amounts"]["energy_kcal"]) == (44, 88)
    assert kept["says"]["free_of"] == []
    assert client.get(one).json() == changed
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404
    assert client.get(MINE).json()["results"] == []
    assert client.post(f"{one}/restore").json() == changed
    assert client.post(f"{one}/restore").status_code == 404


def test_what_one_says_of_a_recipe_is_kept(client, person):
    recipe = RecipeFactory()

    said = client.patch(f"{MINE}/{recipe.uuid}/mark", {"rating": 5}, content_type="application/json").json()
    today = timezone.localdate().isoformat()
    url = f"{MINE}/{recipe.uuid}/cooked"
    logged = client.post(url, {"on": today, "servings": 2}, content_type="application/json")
    refused = client.post(url, {"on": "2999-01-01", "servings": 2}, content_type="application/json")

    assert said == {"is_favourite": False, "rating": 5, "note": ""}
    assert client.get(f"{MINE}/{recipe.uuid}/mark").json() == said
    assert (logged.status_code, refused.status_code) == (201, 409)
    assert Cooked.objects.get(owner=person).servings == 2


def test_one_recipe_of_the_catalogue(client):
    recipe = RecipeFactory(title="Soup", energy_kcal=100.0, contains=["milk"], free_of=["nuts"])

    told = client.get(f"{CATALOGUE}/{recipe.uuid}").json()

    assert (told["title"], told["energy_coverage"], told["minutes_prep"]) == ("Soup", 1.0, 10)
    assert (told["says"]["contains"], told["says"]["free_of"]) == (["milk"], ["nuts"])


def test_a_row_of_a_list_is_what_the_document_says(client):
    recipe = RecipeFactory(coverage={"energy": 0.5})

    [row] = client.get(CATALOGUE).json()["results"]

    assert row == json.loads(JSONRenderer().render(RecipeRow(recipe).data))


def test_a_mistyped_word_is_meant_for_programs_too(client):
    RecipeFactory(title="Lentil soup")
    learn_words()

    assert [row["title"] for row in client.get(CATALOGUE, {"q": "lentl"}).json()["results"]] == ["Lentil soup"]


def test_what_there_is_of_each_for_programs(client):
    RecipeFactory(title="Lentil soup", meals=["lunch"], suits=["vegan"])

    found = client.get(f"{CATALOGUE}/facets", {"q": "lentil", "diet": "vegan"}).json()

    assert found == {"meal": [{"value": "lunch", "count": 1, "or_more": False}], "cuisine": [], "free_of": []}
    assert client.get(f"{CATALOGUE}/facets", {"diet": "stone"}).status_code == 400


def test_programs_report_what_is_wrong(client, person):
    recipe = RecipeFactory()
    address = f"{MINE}/{recipe.uuid}/report"

    told = client.post(address, {"reason": "copied"}, content_type="application/json")
    odd = client.post(address, {"reason": "taste"}, content_type="application/json")
    own = client.post(
        f"{MINE}/{OwnRecipeFactory(owner=person).uuid}/report", {"reason": "copied"}, content_type="application/json"
    )

    assert (told.status_code, odd.status_code, own.status_code) == (204, 400, 404)
    assert RecipeReport.objects.get().recipe == recipe
