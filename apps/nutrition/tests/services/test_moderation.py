"""Recipes of the catalogue with which something is wrong."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from apps.nutrition import services
from apps.nutrition.domain.plans.wishes import Wishes
from apps.nutrition.models import RecipeCount, RecipeReport
from apps.nutrition.queries import pools
from apps.nutrition.queries import recipes as reads
from apps.nutrition.tests.factories import TARGETS, DishFactory, OwnRecipeFactory, RecipeFactory
from project.lib import cache
from project.lib.errors import NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_what_somebody_reports_waits_for_staff_and_is_said_once():
    recipe, person = RecipeFactory(), UserFactory()

    services.report_recipe(owner=person, recipe=recipe, reason="amounts", words="Too much salt.")
    services.report_recipe(owner=person, recipe=recipe, reason="allergens", words=" It holds nuts. ")

    report = RecipeReport.objects.get()
    assert (report.reason, report.words, report.settled_at) == ("allergens", "It holds nuts.", None)


def test_after_it_was_settled_it_can_be_reported_again():
    recipe, person = RecipeFactory(), UserFactory()
    services.report_recipe(owner=person, recipe=recipe, reason="amounts")

    settled = services.settle_reports(recipe=recipe)
    services.report_recipe(owner=person, recipe=recipe, reason="amounts")

    assert (settled, RecipeReport.objects.count()) == (1, 2)


def test_ones_own_recipe_is_nobodys_to_look_at():
    recipe = OwnRecipeFactory()

    with pytest.raises(NotThere):
        services.report_recipe(owner=recipe.owner, recipe=recipe, reason="other")


def test_a_hidden_recipe_is_nowhere_until_it_is_shown_again(django_capture_on_commit_callbacks):
    cache.forget(None)
    staff, recipe = UserFactory(administrator=True), DishFactory(title="Soup", meals=["lunch"])
    services.report_recipe(owner=UserFactory(), recipe=recipe, reason="allergens")
    wishes = Wishes(TARGETS)

    with django_capture_on_commit_callbacks(execute=True):
        services.hide_recipe(by=staff, recipe=recipe)
        services.hide_recipe(by=staff, recipe=recipe)
    services.count_recipes()
    hidden = [reads.recipe_page(user, reads.Narrowed()).items for user in (NOBODY, staff)]
    planned = pools.pool(staff, wishes, today=recipe.created_at.date()).dishes
    with django_capture_on_commit_callbacks(execute=True):
        services.show_recipe(by=staff, recipe=recipe)

    assert hidden == [[], []]
    assert planned == ()
    assert not RecipeCount.objects.exists()
    assert RecipeReport.objects.get().settled_at
    assert [found.uuid for found in reads.recipe_page(NOBODY, reads.Narrowed()).items] == [recipe.uuid]
    assert [dish.title for dish in pools.pool(staff, wishes, today=recipe.created_at.date()).dishes] == ["Soup"]


def test_who_hid_a_recipe_and_when_is_written_down():
    staff, recipe = UserFactory(administrator=True), RecipeFactory()

    services.hide_recipe(by=staff, recipe=recipe)
    services.show_recipe(by=staff, recipe=recipe)
    services.show_recipe(by=staff, recipe=recipe)

    events = apps.get_model("accounts", "AuditEvent").objects.for_user(staff).order_by("id")
    assert [event.name for event in events] == ["recipe_hidden", "recipe_shown"]


def test_nobodys_own_recipe_is_hidden():
    recipe = OwnRecipeFactory()

    services.hide_recipe(by=UserFactory(administrator=True), recipe=recipe)

    assert reads.own_recipe(recipe.owner, recipe.uuid) == recipe
