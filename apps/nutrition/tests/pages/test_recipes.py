"""The pages of recipes."""

import json
import re
from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.nutrition import services
from apps.nutrition.models import Cooked, Ingredient, Recipe, RecipeMark, RecipeReport
from apps.nutrition.pages.scaling import shown_lines
from apps.nutrition.tests.factories import FoodFactory, OwnRecipeFactory, RecipeFactory
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db
RECIPES = reverse("nutrition:recipes")
ADD = reverse("nutrition:recipe-add")
FACETS = reverse("nutrition:recipe-facets")


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    client.force_login(person)
    return person


def page_of(recipe, name="recipe"):
    return reverse(f"nutrition:{name}", args=[recipe.uuid])


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_however_long_and_needs_no_account(rows, client):
    RecipeFactory.create_batch(rows)

    with statements() as sent:
        answer = client.get(RECIPES)

    assert answer.status_code == 200
    assert len(sent) == 1


def test_a_list_shows_facts_and_what_is_not_known(client, person):
    RecipeFactory(title="Soup", energy_kcal=None, suits=["vegan", "vegetarian", "pescatarian"])
    RecipeFactory(title="Stew", energy_kcal=412.0, unresolved=1)

    page = client.get(RECIPES).content.decode()

    assert "energy unknown" in page
    assert "412 kcal at least" in page
    assert ">vegan<" in page


@pytest.mark.parametrize("asked", [{"words": "zzz"}, {"diet": "vegan"}, {"most_minutes": "-3"}, {"order": "odd"}])
def test_filters_that_fit_nothing_or_mean_nothing_do_no_harm(client, asked):
    assert client.get(RECIPES, asked).status_code == 200


def test_nothing_found_says_so(client):
    assert "No recipe fits" in client.get(RECIPES, {"words": "zzz"}).content.decode()


def test_a_recipe_is_shown_for_other_servings_and_for_cooking(client):
    FoodFactory(name="Onions, raw", group="vegetables", energy_kcal=40.0)
    recipe = services.add_recipe(
        owner=UserFactory(), title="Onion soup", servings=2, ingredients=["For the pot:", "3 onions, sliced", "salt"],
        steps=["Cook <gently>."], minutes_prep=5, minutes_cook=20,
    )  # fmt: skip
    Recipe.objects.update(owner=None)

    page = client.get(page_of(recipe)).content.decode()
    doubled = client.get(page_of(recipe), {"servings": "4"}).content.decode()
    cooking = client.get(page_of(recipe), {"cook": "", "servings": "4"}).content.decode()

    assert "3 onions, sliced" in page
    assert "66 kcal" in page
    assert "6 onions, sliced" in doubled
    assert 'type="checkbox"' in cooking
    for odd in ("0", "101", "0001" + "1" * 5000, "²", "two"):
        assert client.get(page_of(recipe), {"servings": odd}).content.decode().count("3 onions, sliced") >= 1


def test_a_recipe_tells_other_programs_what_it_is(client):
    recipe = RecipeFactory(
        title="</script><b>", steps=["Stir."], energy_kcal=100.0, suits=["vegetarian"], minutes_cook=5
    )
    Ingredient.objects.create(recipe=recipe, place=0, text="1 onion")

    page = client.get(page_of(recipe)).content.decode()

    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert (told["@type"], told["name"], told["totalTime"]) == ("Recipe", "</script><b>", "PT15M")
    assert told["recipeIngredient"] == ["1 onion"]
    assert told["nutrition"]["calories"] == "100 kcal"
    assert told["suitableForDiet"] == ["https://schema.org/VegetarianDiet"]


def test_a_partial_recipe_says_what_it_was_reckoned_from(client):
    recipe = RecipeFactory(coverage={"energy": 0.6}, unresolved=1, unweighed=2, energy_kcal=100.0)

    page = client.get(page_of(recipe)).content.decode()

    assert "Reckoned from 60%" in page
    assert "1 ingredient could not be looked up" in page
    assert "2 ingredients without a known weight are not counted" in page


def test_a_recipe_is_added_changed_and_deleted(client, person):
    body = {
        "title": "Toast",
        "servings": "1",
        "minutes_prep": "3",
        "minutes_cook": "0",
        "ingredients": "2 slices bread\n\n",
    }
    client.post(ADD, {**body, "steps": "Toast it.\nEat it.", "tags": "Quick, quick, dry", "meals": ["breakfast"]})
    recipe = Recipe.objects.get(owner=person)
    shown = client.get(page_of(recipe, "recipe-edit")).content.decode()
    client.post(page_of(recipe, "recipe-edit"), {**body, "title": "Dry toast"})
    changed = Recipe.objects.get()
    deleted = client.post(page_of(recipe, "recipe-delete"), follow=True).text
    gone = client.get(page_of(recipe)).status_code
    back = client.post(page_of(recipe, "recipe-restore"), follow=True)

    assert (recipe.steps, recipe.tags, recipe.meals) == (["Toast it.", "Eat it."], ["quick", "dry"], ["breakfast"])
    assert "2 slices" in shown
    assert (changed.title, changed.steps) == ("Dry toast", [])
    assert "Deleted: Dry toast." in deleted
    assert page_of(recipe, "recipe-restore") in deleted
    assert gone == 404
    assert (back.status_code, "It is back." in back.text) == (200, True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title": ""}, "This field is required"),
        ({"ingredients": "1 onion\n" * 101}, "At most 100 lines"),
        ({"tags": "x" * 31}, "at most 30 letters"),
        ({"servings": "0"}, "greater than or equal to 1"),
    ],
)
@pytest.mark.parametrize("editing", [True, False])
def test_what_is_wrong_is_said_at_its_field(client, person, said, sentence, editing):
    body = {"title": "T", "servings": "1", "minutes_prep": "3", "minutes_cook": "0", "ingredients": "1 onion"}
    url = page_of(OwnRecipeFactory(owner=person), "recipe-edit") if editing else ADD

    answer = client.post(url, body | said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_recipe_of_the_catalogue_is_copied_and_marked_and_logged(client, person):
    recipe = RecipeFactory(title="Soup")
    Ingredient.objects.create(recipe=recipe, place=0, text="1 onion")
    today = timezone.localdate()

    copied = client.post(page_of(recipe, "recipe-copy"))
    client.post(page_of(recipe, "recipe-favourite"), {"on": "1"})
    client.post(page_of(recipe, "recipe-mark"), {"rating": "4", "note": "Less salt."})
    client.post(page_of(recipe, "recipe-cooked"), {"on": today.isoformat(), "servings": "2"})
    page = client.get(page_of(recipe)).content.decode()
    client.post(reverse("nutrition:cooked-forget", args=[Cooked.objects.get().pk]))

    mine = Recipe.objects.get(owner=person)
    mark = RecipeMark.objects.get()
    assert copied.url == page_of(mine, "recipe-edit")
    assert (mark.is_favourite, mark.rating, mark.note) == (True, 4, "Less salt.")
    assert "A favourite" in page
    assert "2 servings" in page
    assert not Cooked.objects.exists()


def test_what_cannot_be_marked_or_logged_is_refused(client, person):
    recipe = RecipeFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)

    client.post(page_of(recipe, "recipe-mark"), {"rating": "9"})
    client.post(page_of(recipe, "recipe-cooked"), {"on": tomorrow.isoformat(), "servings": "2"})

    assert not RecipeMark.objects.exists()
    assert not Cooked.objects.exists()


@pytest.mark.parametrize(
    ("text", "factor", "shown"),
    [
        ("2 onions, chopped", Fraction(3, 2), "3 onions, chopped"),
        ("1 cup milk", Fraction(1, 2), "½ cup milk"),
        ("1 tablespoon olive oil", Fraction(2), "2 tablespoons olive oil"),
        ("100 g flour", Fraction(1, 3), "33 g flour"),
        ("1 (400 g) can tomatoes", Fraction(2), "2 cans (400 g) tomatoes"),
        ("2-3 carrots", Fraction(2), "4–6 carrots"),
        ("salt to taste", Fraction(2), "salt to taste"),
        ("1 l water", Fraction(5, 4), "1¼ l water"),
        ("1 bunch parsley", Fraction(2), "2 bunches parsley"),
    ],
)
def test_a_line_is_scaled_as_a_cook_would_write_it(text, factor, shown):
    [line] = shown_lines([Ingredient(place=0, text=text)], factor)

    assert line.text == shown


def test_a_card_says_what_is_known_and_hides_no_markup(client):
    RecipeFactory(
        title="<b>Soup</b>", description="d" * 200, minutes_prep=1200, energy_kcal=None, protein_g=12.4,
        cuisine="French", tags=["a & b"], suits=["vegan", "vegetarian"],
    )  # fmt: skip
    RecipeFactory(title="Toast", minutes_prep=0, energy_kcal=250.4, unresolved=1)

    page = client.get("/recipes/").text

    assert "&lt;b&gt;Soup&lt;/b&gt;" in page
    assert f"{'d' * 109}…" in page
    assert "1,200 min" in page
    assert "energy unknown" in page
    assert "12 g protein" in page
    assert '<span class="tag" data-level="success">vegan</span>' in page
    assert "a &amp; b" in page
    assert "250 kcal at least" in page


@pytest.mark.parametrize("field", ["title", "description", "cuisine", "tags"])
def test_a_card_shows_whatever_somebody_wrote_as_they_wrote_it(field, client):
    hostile = "\"'><img src=x>&amp;"
    RecipeFactory(**{field: [hostile] if field == "tags" else hostile})

    page = client.get("/recipes/").text

    assert "&quot;&#x27;&gt;&lt;img src=x&gt;&amp;amp;" in page
    assert "<img src=x>" not in page


def test_what_narrows_the_list_stands_in_its_form_for_whoever_asked(client):
    narrowed = client.get("/recipes/?diet=vegan&free_of=nuts&free_of=soy&words=soup").text
    plain = client.get("/recipes/?words=soup").text

    assert '<option value="vegan" selected>' in narrowed
    assert narrowed.count(" checked") == 2
    assert " checked" not in plain
    assert "My favourites" not in plain


def test_steps_that_say_how_long_they_take_can_be_timed_while_cooking(client):
    recipe = RecipeFactory(steps=["Bake for 35 minutes.", "Serve."])

    page = client.get(f"/recipes/{recipe.uuid}/?cook").text

    assert page.count("<step-timer") == 1
    assert 'data-minutes="35"' in page
    assert "<cook-awake>" in page


def test_a_list_is_narrowed_down_by_what_there_is_of_each(client):
    RecipeFactory(meals=["lunch"], suits=["vegan"], free_of=["nuts", "soy"], cuisine="Thai & Lao")

    beside = client.get(FACETS, {"free_of": "nuts", "words": "", "cursor": "x"}, headers={"HX-Request": "true"}).text
    alone = client.get(FACETS, {"diet": "vegan"}).text

    assert "<html" not in beside
    assert 'href="/recipes/?free_of=nuts&amp;meal=lunch"' in beside
    assert 'href="/recipes/?free_of=nuts&amp;free_of=soy"' in beside
    assert 'Thai &amp; Lao <span class="quiet">1</span>' in beside
    assert 'href="/recipes/?diet=vegan"' in alone
    assert "Nothing more is known" in client.get(FACETS, {"words": "zzz"}).text
    assert f'formaction="{FACETS}"' in client.get(RECIPES).text


def test_something_that_is_wrong_with_a_recipe_is_reported(client, person):
    recipe, own = RecipeFactory(), OwnRecipeFactory(owner=person)

    page = client.get(page_of(recipe)).text
    client.post(page_of(recipe, "recipe-report"), {"reason": "allergens", "words": "It holds nuts."})
    client.post(page_of(recipe, "recipe-report"), {"reason": "taste"})

    assert "Something is wrong with it" in page
    assert "Something is wrong with it" not in client.get(page_of(own)).text
    assert RecipeReport.objects.get().words == "It holds nuts."
