"""Photos of recipes."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.nutrition import services
from apps.nutrition.models import RecipePhoto
from apps.nutrition.tests.factories import OwnRecipeFactory, RecipeFactory, picture
from project.lib.errors import NotThere
from project.lib.media import FileRefused
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


def opened(file):
    with default_storage.open(file.name) as stored:
        image = Image.open(stored)
        image.load()
        return image


def test_a_photo_is_made_anew_in_two_sizes_without_where_it_was_taken():
    recipe = OwnRecipeFactory()

    services.set_recipe_photo(owner=recipe.owner, recipe=recipe, upload=picture(2000))

    photo = RecipePhoto.objects.get()
    large, small = opened(photo.file), opened(photo.small)
    recipe.refresh_from_db()
    assert recipe.has_photo
    assert (large.size, small.size) == ((1280, 640), (320, 160))
    assert (dict(large.getexif()), dict(small.getexif())) == ({}, {})


def test_a_new_photo_takes_the_place_of_the_one_before(django_capture_on_commit_callbacks):
    recipe = OwnRecipeFactory()
    services.set_recipe_photo(owner=recipe.owner, recipe=recipe, upload=picture())
    before = RecipePhoto.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        services.set_recipe_photo(owner=recipe.owner, recipe=recipe, upload=picture())

    after = RecipePhoto.objects.get()
    assert not default_storage.exists(before.file.name)
    assert not default_storage.exists(before.small.name)
    assert default_storage.exists(after.file.name)


def test_a_photo_that_is_removed_is_gone(django_capture_on_commit_callbacks):
    recipe = OwnRecipeFactory()
    services.set_recipe_photo(owner=recipe.owner, recipe=recipe, upload=picture())
    name = RecipePhoto.objects.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_recipe_photo(owner=recipe.owner, recipe=recipe)
        services.remove_recipe_photo(owner=recipe.owner, recipe=recipe)

    recipe.refresh_from_db()
    assert not recipe.has_photo
    assert not RecipePhoto.objects.exists()
    assert not default_storage.exists(name)


def test_what_is_no_picture_is_refused_and_keeps_the_one_before():
    recipe = OwnRecipeFactory()
    services.set_recipe_photo(owner=recipe.owner, recipe=recipe, upload=picture())

    with pytest.raises(FileRefused):
        services.set_recipe_photo(owner=recipe.owner, recipe=recipe, upload=SimpleUploadedFile("a.jpg", b"<svg/>"))

    assert RecipePhoto.objects.count() == 1


@pytest.mark.parametrize("make", [RecipeFactory, OwnRecipeFactory])
def test_nobody_gives_a_photo_to_what_is_not_theirs(make):
    with pytest.raises(NotThere):
        services.set_recipe_photo(owner=UserFactory(), recipe=make(), upload=picture())
