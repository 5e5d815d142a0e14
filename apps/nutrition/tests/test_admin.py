"""The catalogue in the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.nutrition import services
from apps.nutrition.models import Food, Recipe, RecipeReport
from apps.nutrition.tests.factories import FoodFactory, OwnFoodFactory, OwnRecipeFactory, RecipeFactory, picture
from apps.nutrition.tests.jobs import Job, work
from project.lib import admin_lists
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
RECIPES = "/admin/nutrition/recipe/"
FOODS = "/admin/nutrition/food/"
REPORTS = "/admin/nutrition/recipereport/"


@pytest.fixture(autouse=True)
def staff(client):
    found = UserFactory(administrator=True)
    client.force_login(found)
    return found


def said(**more):
    return {
        "title": "Onion soup", "description": "", "cuisine": "French", "meals": ["dinner"], "tags": "soup,cheap",
        "servings": 2, "minutes_prep": 5, "minutes_cook": 30, "source_name": "Kitchen", "source_url": "",
        "ingredients": "500 g onions\r\n1 l water\r\n", "steps": "Fry.\r\nBoil.", **more,
    }  # fmt: skip


def test_only_the_catalogue_is_there_and_it_is_searched_as_people_search(client):
    RecipeFactory(title="Lentil soup")
    RecipeFactory(title="Toast")
    OwnRecipeFactory(title="Somebody's lentils")
    FoodFactory(name="Lentils, raw")
    OwnFoodFactory(name="Somebody's lentils")

    everything, found = client.get(RECIPES).text, client.get(RECIPES, {"q": "lentils"}).text
    foods = client.get(FOODS, {"q": "lentil"}).text

    assert "Toast" in everything
    assert "Somebody" not in everything + found + foods
    assert ("Lentil soup" in found, "Toast" in found) == (True, False)
    assert "Lentils, raw" in foods


def test_a_list_of_any_length_is_not_counted(client, monkeypatch):
    monkeypatch.setattr(admin_lists, "MOST", 3)
    RecipeFactory.create_batch(5)

    with statements() as sent:
        page = client.get(RECIPES).text

    assert "3 recipes" in page
    assert not any("COUNT(" in sql and "nutrition_recipe" in sql for sql in sent)


def test_a_recipe_is_published_and_changed_by_its_lines(client):
    FoodFactory(name="Onions, raw", group="vegetables", energy_kcal=40.0)

    added = client.post(f"{RECIPES}add/", said(photo=picture()))
    recipe = Recipe.objects.get()
    form = client.get(f"{RECIPES}{recipe.pk}/change/").text
    changed = client.post(f"{RECIPES}{recipe.pk}/change/", said(servings=1, no_photo="on"))
    after = Recipe.objects.get()

    assert (added.status_code, changed.status_code) == (302, 302)
    assert (recipe.owner, recipe.energy_kcal, recipe.has_photo) == (None, 100.0, True)
    assert (recipe.tags, recipe.meals, recipe.steps) == (["soup", "cheap"], ["dinner"], ["Fry.", "Boil."])
    assert "500 g onions\n1 l water" in form
    assert (after.energy_kcal, after.has_photo) == (200.0, False)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ingredients": "\r\n"}, "at least one ingredient"),
        ({"photo": SimpleUploadedFile("a.jpg", b"text")}, "Its content decides"),
    ],
)
def test_what_cannot_be_published_is_said(client, wrong, sentence):
    answer = client.post(f"{RECIPES}add/", said(**wrong))

    assert answer.status_code == 200
    assert sentence in answer.text
    assert not Recipe.objects.exists()


def test_recipes_are_hidden_and_shown_again(client):
    recipe = RecipeFactory()

    client.post(RECIPES, {"action": "hide", "_selected_action": recipe.pk})
    hidden = client.get("/recipes/").text
    client.post(RECIPES, {"action": "show", "_selected_action": recipe.pk})

    assert recipe.title not in hidden
    assert recipe.title in client.get("/recipes/").text


def test_reports_are_read_and_settled(client):
    person = UserFactory(email="somebody@example.org")
    one, other = RecipeFactory(), RecipeFactory()
    for recipe in (one, other):
        services.report_recipe(owner=person, recipe=recipe, reason="allergens", words="It holds nuts.")
    reports = {report.recipe: report for report in RecipeReport.objects.select_related("recipe")}

    page = client.get(REPORTS).text + client.get(f"{REPORTS}{reports[one].pk}/change/").text
    client.post(REPORTS, {"action": "hide", "_selected_action": reports[one].pk})
    client.post(REPORTS, {"action": "settle", "_selected_action": reports[other].pk})

    assert "It holds nuts." in page
    assert "somebody@example.org" not in page
    assert not RecipeReport.objects.filter(settled_at=None).exists()
    assert [recipe.hidden_at is not None for recipe in Recipe.objects.order_by("pk")] == [True, False]


def test_recipes_follow_a_food_that_staff_changed(client):
    food = FoodFactory(name="Onions, raw", group="vegetables", energy_kcal=40.0)
    services.add_recipe(owner=UserFactory(), title="Soup", servings=1, ingredients=["100 g onions"])
    address = f"{FOODS}{food.pk}/change/"
    form = client.get(address).context["adminform"].form
    body = {name: "" if value is None else value for name, value in form.initial.items()}
    inline = {"measures-TOTAL_FORMS": 0, "measures-INITIAL_FORMS": 0}

    client.post(address, {**body, **inline})
    nothing = Job.objects.count()
    client.post(address, {**body, **inline, "group": "celery", "energy_kcal": 50})
    work(None)

    recipe = Recipe.objects.get()
    assert nothing == 0
    assert Food.objects.get().group == "celery"
    assert (recipe.energy_kcal, recipe.contains) == (50, ["celery"])
