"""Recipes from pages, texts and other programs."""

import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.nutrition.clients import recipe_pages
from apps.nutrition.models import Recipe, RecipeImport, RecipeMark
from apps.nutrition.services.recipe_import import begin_keeping, begin_reading, bring_in, forget_import
from apps.nutrition.services.recipe_import.beginning import ImportNotSoFar, NothingToRead
from apps.nutrition.services.recipe_import.keeping import keep_found
from apps.nutrition.services.recipe_import.reading import read_import
from apps.nutrition.tests.domain.test_imported import MEALIE, PAPRIKA, TANDOOR
from apps.nutrition.tests.domain.test_mealie_backup import SOUP, TABLES
from apps.nutrition.tests.factories import FoodFactory, OwnRecipeFactory, picture
from project.lib.http import Answer
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db

TEXT = "Onion soup\nServes 2\nIngredients\n200 g onions\n1 dragon\nMethod\nBoil it."
JSON_LD = {
    "@context": "https://schema.org", "@type": "Recipe", "name": "Onion soup", "recipeYield": "2 servings",
    "prepTime": "PT10M", "totalTime": "PT40M", "recipeCuisine": "French", "recipeCategory": "Dinner",
    "keywords": "soup, cheap", "recipeIngredient": ["200 g onions", "1 l water"],
    "recipeInstructions": [{"@type": "HowToStep", "text": "Fry."}, {"@type": "HowToStep", "text": "Boil."}],
}  # fmt: skip
PAGE = f'<html><head><script type="application/ld+json">{json.dumps(JSON_LD)}</script></head><body></body></html>'
MICRODATA = """<html><body><div itemscope itemtype="https://schema.org/Recipe"><h1 itemprop="name">Mint tea</h1>
<span itemprop="recipeIngredient">500 ml water</span><span itemprop="recipeIngredient">10 g mint</span>
<div itemprop="recipeInstructions">Pour the water over the mint.</div></div></body></html>"""


class Told:
    """What a job reports to, without anybody watching."""

    def say(self, message):
        self.message = message


def read(**given):
    given.setdefault("owner", UserFactory())
    brought_in = bring_in(**given)
    read_import(import_id=brought_in.pk, progress=Told())
    brought_in.refresh_from_db()
    return brought_in


def kept(brought_in):
    begin_keeping(brought_in=brought_in)
    keep_found(import_id=brought_in.pk, progress=Told())
    brought_in.refresh_from_db()
    return brought_in


def archive(name, members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for member, content in members.items():
            file.writestr(member, content)
    return SimpleUploadedFile(name, packed.getvalue())


def test_nothing_becomes_a_recipe_until_its_owner_says_so():
    FoodFactory(name="Onions, raw", group="vegetables", energy_kcal=40.0)

    found = read(text=TEXT)
    before = Recipe.objects.count()
    kept(found)

    recipe = Recipe.objects.get()
    assert before == 0
    assert (found.state, found.found[0]["unknown"]) == ("kept", ["1 dragon"])
    assert found.found[0]["kept"] == str(recipe.uuid)
    assert (recipe.title, recipe.servings, recipe.owner) == ("Onion soup", 2, found.owner)
    # What nobody knows is kept as it was written, and counted.
    assert [line.text for line in recipe.ingredients.order_by("place")] == ["200 g onions", "1 dragon"]
    assert (recipe.unresolved, recipe.energy_kcal) == (1, 40.0)


def test_what_is_there_already_is_recognised_and_made_once():
    owner = UserFactory()
    first = kept(read(owner=owner, text=TEXT))

    again = kept(read(owner=owner, text=TEXT))

    assert Recipe.objects.count() == 1
    assert again.found[0]["same_as"] == first.found[0]["kept"]
    assert again.found[0]["kept"] == ""


def test_a_recipe_of_the_same_address_is_the_same():
    mine = OwnRecipeFactory(title="Changed since", source_url="https://example.org/soup")
    others = OwnRecipeFactory(source_url="https://example.org/tea")

    found = read(owner=mine.owner, file=archive("mealie.zip", {"recipes/s/s.json": json.dumps(MEALIE)}))

    assert found.found[0]["same_as"] == str(mine.uuid)
    assert others.owner != mine.owner


@pytest.mark.parametrize("given", ["file", "text", "data"])
def test_a_page_is_read_as_schema_org_says_it(given):
    upload = SimpleUploadedFile("soup.html", PAGE.encode())
    found = read(**{"file": {"file": upload}, "text": {"text": PAGE}, "data": {"text": json.dumps(JSON_LD)}}[given])

    recipe = found.found[0]["recipe"]
    assert (recipe["title"], recipe["servings"], recipe["cuisine"]) == ("Onion soup", 2, "French")
    assert (recipe["minutes_prep"], recipe["minutes_cook"]) == (10, 30)
    assert (recipe["lines"], recipe["steps"]) == (["200 g onions", "1 l water"], ["Fry.", "Boil."])
    assert (recipe["meals"], recipe["tags"]) == (["dinner"], ["soup", "cheap"])


def test_microdata_are_read_too():
    found = read(text=MICRODATA)

    assert found.found[0]["recipe"]["lines"] == ["500 ml water", "10 g mint"]


def test_an_address_is_fetched_by_the_worker(monkeypatch):
    def fetch(method, url, **_):
        return Answer(200, {"content-type": "text/html; charset=utf-8"}, f"{url}/", PAGE.encode())

    monkeypatch.setattr(recipe_pages.http, "fetch", fetch)

    found = kept(read(address="https://example.org/soup"))

    assert (found.title, Recipe.objects.get().source_url) == ("example.org", "https://example.org/soup/")


@pytest.mark.parametrize(
    ("status", "kind", "body", "why"),
    [
        (404, "text/html", b"", "answers 404"),
        (200, "application/pdf", b"%PDF", "leads to no page"),
        (200, "text/html", b"<html><body>Hello</body></html>", "no recipe"),
        (200, "text/html", b"", "no recipe"),
    ],
)
def test_what_cannot_be_read_is_said(monkeypatch, status, kind, body, why):
    monkeypatch.setattr(recipe_pages.http, "fetch", lambda *_, **__: Answer(status, {"content-type": kind}, "", body))

    found = read(address="https://example.org/soup")

    assert (found.state, found.found) == ("read", [])
    assert why in found.left[0]["why"]


def test_no_address_leads_into_the_house():
    found = read(address="http://127.0.0.1/recipe")

    assert found.found == []
    assert len(found.left) == 1


def test_an_archive_is_read_recipe_by_recipe_and_what_is_none_is_told():
    packed = archive(
        "export.paprikarecipes",
        {
            "Soup.paprikarecipe": gzip.compress(json.dumps(PAPRIKA | {"photo_data": ""}).encode()),
            "Broken.paprikarecipe": b"no gzip",
            "Odd.xyz": b"?",
            "photo.jpg": b"...",
        },
    )

    found = kept(read(file=packed))

    assert {each["where"]: each["why"] for each in found.left} == {
        "Broken.paprikarecipe": "It is damaged.",
        "Odd.xyz": "Steward does not know this kind of file.",
        "Lentil soup": "What it says of a serving, as that is reckoned here: 320 kcal",
    }
    assert Recipe.objects.get().title == "Lentil soup"
    assert RecipeMark.objects.get().note == "Freezes well."


def test_an_archive_of_tandoor_holds_archives():
    inner = archive("one.zip", {"recipe.json": json.dumps(TANDOOR), "image.webp": b"..."}).read()
    empty = archive("two.zip", {"recipe.json": json.dumps({"name": "Nothing", "steps": []})}).read()

    found = read(file=archive("export.zip", {"soup.zip": inner, "two.zip": empty, "three.zip": b"PK no zip"}))

    assert [each["recipe"]["title"] for each in found.found] == ["Lentil soup"]
    assert [each["where"] for each in found.left] == ["two.zip/recipe.json", "three.zip/"]


def test_a_backup_of_mealie_brings_every_recipe_and_says_what_it_has_besides():
    files = {"database.json": json.dumps(TABLES), "data/users/u/profile.webp": b"", "data/groups/g/list.pdf": b"%PDF"}
    damaged = read(file=archive("broken.zip", {"database.json": '{"recipes": 3}', "data/x.md": ""}))

    found = read(file=archive("mealie_2026.11.25.zip", files))

    assert [each["recipe"]["title"] for each in found.found] == ["Onion soup", "Tea"]
    assert [each["where"] for each in found.left] == ["data/groups/g/list.pdf"]
    assert [each["why"] for each in damaged.left] == ["It is no backup of Mealie that Steward can read."]


@pytest.mark.parametrize("program", ["mealie", "mealie backup", "tandoor", "paprika"])
def test_the_photo_of_a_recipe_comes_with_it(program):
    photo = picture().read()
    members = {
        "mealie backup": {
            "database.json": json.dumps(TABLES | {"recipes": TABLES["recipes"][:1]}),
            f"data/recipes/{SOUP}/images/original.webp": photo,
            f"data/recipes/{SOUP}/images/min-original.webp": b"a smaller one",
        },
        "mealie": {
            "recipes/s/s.json": json.dumps(MEALIE), "recipes/s/images/original.webp": photo,
            "recipes/s/images/tiny-original.webp": b"...", "recipes/other/images/original.webp": b"...",
        },
        "tandoor": {"1.zip": archive("1.zip", {"recipe.json": json.dumps(TANDOOR), "image.png": photo}).read()},
        "paprika": {
            "Soup.paprikarecipe": gzip.compress(
                json.dumps(PAPRIKA | {"photo_data": base64.b64encode(photo).decode()}).encode()
            )
        },
    }[program]  # fmt: skip

    found = kept(read(file=archive("export.zip", members)))

    assert Recipe.objects.get().has_photo
    assert not any("photo" in each["why"] for each in found.left)


def test_a_photo_that_cannot_be_read_is_told_and_the_recipe_is_kept():
    members = {
        "Soup.paprikarecipe": gzip.compress(json.dumps(PAPRIKA | {"photo_data": "bm8="}).encode()),
        "Odd.paprikarecipe": b"no recipe", "two.zip": b"no archive",
    }  # fmt: skip

    found = kept(read(file=archive("export.zip", members)))

    assert not Recipe.objects.get().has_photo
    assert any(each["why"].startswith("Its photo: This is not") for each in found.left)


def test_an_archive_may_be_as_large_as_the_form_says(client):
    client.force_login(UserFactory())

    page = client.post("/recipes/import/", {"file": SimpleUploadedFile("a.txt", b"x" * 3_000_000)})

    assert page.status_code == 302


def test_a_recipe_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("apps.nutrition.clients.recipe_archives.LARGEST_RECIPE", 1000)
    bomb = gzip.compress(b"0" * 100_000)

    found = read(file=archive("export.zip", {"Bomb.paprikarecipe": bomb}))

    assert found.left == [{"where": "Bomb.paprikarecipe", "why": "It is damaged."}]


def test_twice_in_one_archive_is_once():
    two = archive("mealie.zip", {"recipes/a/a.json": json.dumps(MEALIE), "recipes/b/b.json": json.dumps(MEALIE)})

    found = kept(read(file=two))

    assert [each["same_as"] for each in found.found] == ["", "above"] or Recipe.objects.count() == 1
    assert Recipe.objects.count() == 1


@pytest.mark.parametrize("text", ["", "Only a title", "<p>Hello"])
def test_a_text_without_a_recipe_says_what_to_do(text):
    if not text:
        with pytest.raises(NothingToRead):
            bring_in(owner=UserFactory(), text=text)
        return
    found = read(text=text)

    assert (found.found, len(found.left)) == ([], 1)
    with pytest.raises(ImportNotSoFar):
        begin_keeping(brought_in=found)


def test_one_thing_at_a_time():
    found = bring_in(owner=UserFactory(), text=TEXT)

    for begin in (begin_reading, forget_import):
        with pytest.raises(ImportNotSoFar):
            begin(brought_in=found)


@pytest.mark.parametrize("content", [b"   ", b"x" * 5_000_001])
def test_a_file_that_is_empty_or_too_large_is_refused(content):
    with pytest.raises(Exception, match=r"nothing in this file|at most 5 MB"):
        bring_in(owner=UserFactory(), file=SimpleUploadedFile("soup.html", content))


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Crème\n100 g onions".encode("cp1252"), "Crème"),
        (b"charset=no-such\n100 g onions", "charset=no-such"),
    ],
)
def test_old_encodings_are_read(content, title):
    found = read(file=SimpleUploadedFile("soup.txt", content))

    assert found.found[0]["recipe"]["title"] == title


def test_forgetting_takes_the_file_along_and_leaves_the_recipes(django_capture_on_commit_callbacks):
    found = kept(read(file=archive("mealie.zip", {"recipes/a/a.json": json.dumps(MEALIE)})))
    name = found.file.name

    with django_capture_on_commit_callbacks(execute=True):
        forget_import(brought_in=found)

    assert not default_storage.exists(name)
    assert (RecipeImport.objects.count(), Recipe.objects.count()) == (0, 1)


def test_web_processes_do_not_load_what_reads_pages():
    look = (
        "import project.wsgi, project.urls, sys; print(sorted({'recipe_scrapers', 'lxml', 'bs4'} & set(sys.modules)))"
    )

    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
