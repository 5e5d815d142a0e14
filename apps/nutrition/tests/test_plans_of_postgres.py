"""No page of meals reads a large table from end to end, at one per cent of the full volume."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection

from apps.nutrition.domain.plans.wishes import Wishes
from apps.nutrition.models import DiaryEntry, MealPlan, PantryLot, ShoppingItem, ShoppingList
from apps.nutrition.queries import pools
from apps.nutrition.services.demo.menus import targets
from apps.nutrition.tests.factories import ShoppingListFactory
from project.lib import cache
from project.lib.registry import seeders
from project.lib.seeding import Scale
from project.lib.testing import Statements, UserFactory, clock, scanned_by, statements

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 31)


@clock("2026-03-31T12:00:00Z")
def test_meals_diary_shopping_and_the_planner_s_pools_go_by_indexes(client, monkeypatch):
    cache.forget(None)
    # Of so few recipes as there are here a third would be remembered.
    monkeypatch.setattr(pools, "REMEMBERED", 40)
    for name in ("people", "recipes", "meals"):
        [*seeders[name](Scale.named("ci", until=UNTIL))]
    _shop()
    owner, _ = Counter(MealPlan.objects.values_list("owner", flat=True)).most_common(1)[0]
    plan = MealPlan.objects.filter(owner=owner).select_related("owner").latest("starts_on")
    person = plan.owner
    listed = ShoppingListFactory(owner=person, lines=30)
    PantryLot.objects.create(owner=person, name="Rice", grams=500, added_on=UNTIL)
    connection.cursor().execute("ANALYZE")
    client.force_login(person)

    sent = Statements()
    for path in (
        "/meals/", f"/meals/{plan.uuid}/", "/diary/", f"/diary/?on={UNTIL - timedelta(days=1)}", "/diary/days/",
        "/diary/targets/", "/diary/add/?meal=lunch", "/diary/add/?meal=lunch&words=lentil", "/shopping/",
        f"/shopping/{listed.uuid}/", "/recipes/", "/",
    ):  # fmt: skip
        with statements() as asked:
            answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        sent.extend(asked)
    for wishes in (
        Wishes(targets(2000)),
        Wishes(targets(2000), diet="vegan", free_of=("nuts", "soy"), most_minutes=30),
    ):
        with statements() as asked:
            pools.pool(person, wishes, today=UNTIL, pantry=[1, 2])
        sent.extend(asked)

    assert (MealPlan.objects.count(), DiaryEntry.objects.count()) == (10_000, 10_000)
    assert len(sent) > 40
    assert scanned_by(sent) == {}


def _shop():
    """Lists of many people."""
    lists = ShoppingList.objects.bulk_create(
        ShoppingList(owner=owner, title="Week") for owner in UserFactory.create_batch(20) for _ in range(60)
    )
    ShoppingItem.objects.bulk_create(ShoppingItem(shopping=each, name="Rice") for each in lists for _ in range(10))
