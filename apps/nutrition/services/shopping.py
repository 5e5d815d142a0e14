"""What people do with shopping lists, their own and those they were granted."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from project.lib.errors import Conflict, DomainError, NotThere

from ..domain.ingredients.parser import parse
from ..domain.plans.aisles import LIQUID, aisle_of
from ..domain.plans.buying import Wanted, to_buy
from ..domain.plans.wishes import Wishes
from ..models import MealPlan, PantryChange, PantryLot, Recipe, ShoppingGrant, ShoppingItem, ShoppingList
from ..queries import shopping as reads
from ..queries.today import changed
from .reckoning import understand

MOST_ITEMS, MOST_GRANTS, MOST_LISTS = 500, 20, 200


class NothingToWrite(DomainError):
    code = "nothing_to_write"


class TooMany(Conflict):
    code = "too_many"


class WithOneself(Conflict):
    code = "with_oneself"


# --- Lists --------------------------------------------------------------------------------------------------


@transaction.atomic
def begin_list(
    *,
    owner: Any,
    title: str,
    plan: MealPlan | None = None,
    recipes: Iterable[tuple[Recipe, int]] = (),
) -> ShoppingList:
    """
    A list of one's own: of what a plan and recipes need that is not at home, or empty.

    :raises TooMany: the person keeps hundreds of them
    """
    if ShoppingList.objects.owned_by(owner).standing().count() >= MOST_LISTS:
        raise TooMany("You have 200 shopping lists. Delete some that are over.")
    cooked = [(recipe.pk, Fraction(servings)) for recipe, servings in recipes]
    cooked += _of_plan(plan) if plan else []
    buying, at_home = reads.to_buy_for(owner, cooked) if cooked else ([], 0)
    found = ShoppingList.objects.create(owner=owner, title=title, in_pantry=at_home)
    ShoppingItem.objects.bulk_create(
        ShoppingItem(
            shopping=found, name=each.name, food=each.food, aisle=each.aisle, grams=each.what.grams,
            amounts=[[number, unit] for number, unit in each.what.amounts],
        )
        for each in buying[:MOST_ITEMS]
    )  # fmt: skip
    changed(owner)
    return found


def _of_plan(plan: MealPlan) -> list[tuple[int, Fraction]]:
    """What is cooked was bought; leftovers count, as they are cooked together with the meal they are of."""
    wishes = Wishes.from_kept(plan.wishes)
    done = {meal.pk for meal in plan.meals.all() if meal.cooked_on}
    return [
        (meal.recipe_id, Fraction(str(meal.portion)) * wishes.table_on(meal.day))
        for meal in plan.meals.all()
        if meal.recipe_id and meal.pk not in done and meal.leftover_of_id not in done
    ]


def rename_list(*, owner: Any, shopping: ShoppingList, title: str) -> ShoppingList:
    ShoppingList.objects.owned_by(owner).filter(pk=shopping.pk).update(title=title, version=F("version") + 1)
    _tell(shopping)
    shopping.title = title
    return shopping


def delete_list(*, owner: Any, shopping: ShoppingList) -> None:
    """For everybody; its owner can bring it back for thirty days."""
    ShoppingList.objects.owned_by(owner).filter(pk=shopping.pk).update(deleted_at=timezone.now())
    _tell(shopping)


def restore_list(*, owner: Any, shopping: ShoppingList) -> None:
    ShoppingList.objects.owned_by(owner).filter(pk=shopping.pk).update(deleted_at=None, version=F("version") + 1)
    _tell(shopping)


# --- Lines --------------------------------------------------------------------------------------------------


@transaction.atomic
def add_line(*, shopping: ShoppingList, text: str) -> ShoppingItem:
    """
    A line as somebody writes it, such as "2 cans tomatoes"; where its words mean a food, in that food's aisle.

    :raises NothingToWrite: there is no word in it
    :raises TooMany: the list is full
    """
    _touch(shopping)
    text = " ".join(text.split())[:200]
    if not text:
        raise NothingToWrite("Write what to buy.", fields={"text": ["Write what to buy."]})
    if shopping.items.count() >= MOST_ITEMS:
        raise TooMany("The list is full. Begin another one.")
    [read] = understand([text], owner=shopping.owner)
    line = parse(text)
    name = (line.food or text)[:100]
    group = read.food.group if read.food else None
    what = to_buy([Wanted(line.amount, read.grams)], liquid=group in LIQUID) if line.amount else None
    return ShoppingItem.objects.create(
        shopping=shopping, name=name[:1].upper() + name[1:], food=read.food, aisle=aisle_of(group), is_own=True,
        amounts=[[number, unit] for number, unit in what.amounts] if what else [], grams=what.grams if what else None,
    )  # fmt: skip


@transaction.atomic
def tick(*, shopping: ShoppingList, item_id: int, ticked: bool) -> ShoppingItem:
    """:raises NotThere: it is not on this list any more"""
    _touch(shopping)
    item = _item(shopping, item_id)
    item.ticked_at = timezone.now() if ticked else None
    item.save(update_fields=["ticked_at"])
    return item


@transaction.atomic
def drop_line(*, shopping: ShoppingList, item_id: int) -> None:
    """:raises NotThere: it is not on this list any more"""
    _touch(shopping)
    _item(shopping, item_id).delete()


@transaction.atomic
def put_away(*, shopping: ShoppingList) -> int:
    """What is ticked goes into the pantry of the list's owner, once; how many things did."""
    _touch(shopping)
    bought = list(shopping.items.filter(ticked_at__isnull=False, lot=None))
    lots = PantryLot.objects.bulk_create(_lot(shopping, item) for item in bought)
    added = PantryChange.Kind.ADDED
    PantryChange.objects.bulk_create(PantryChange(owner_id=shopping.owner_id, lot=lot, kind=added) for lot in lots)
    for item, lot in zip(bought, lots, strict=True):
        item.lot = lot
    ShoppingItem.objects.bulk_update(bought, ["lot"])
    return len(bought)


def _lot(shopping: ShoppingList, item: ShoppingItem) -> PantryLot:
    """Counted as it was bought; where that is in several units, by its weight."""
    amount, unit = item.amounts[0] if len(item.amounts) == 1 else (item.grams or None, "g")
    return PantryLot(
        owner_id=shopping.owner_id, food_id=item.food_id, name=item.name, amount=amount, unit=unit if amount else "",
        grams=item.grams or None, added_on=timezone.localdate(),
    )  # fmt: skip


def _item(shopping: ShoppingList, item_id: int) -> ShoppingItem:
    found = shopping.items.filter(pk=item_id).first()
    if found is None:
        raise NotThere("This is not on the list any more.")
    return found


def _touch(shopping: ShoppingList) -> None:
    """Whoever looks at the list learns that it changed. The row is locked until then, so two changes never cross."""
    ShoppingList.objects.filter(pk=shopping.pk).update(version=F("version") + 1)
    _tell(shopping)


def _tell(shopping: ShoppingList) -> None:
    """Their front pages say what is to be bought: of its owner, and of those it is shared with."""
    shared = ShoppingGrant.objects.filter(shopping=shopping, person__isnull=False).values_list("person", flat=True)
    changed(shopping.owner_id, *shared)


# --- Sharing ------------------------------------------------------------------------------------------------


@transaction.atomic
def grant(*, owner: Any, shopping: ShoppingList, email: str, may_edit: bool) -> ShoppingGrant:
    """
    Let whoever signs in with this address see the list, and change it where they may. Said again, it changes that.

    :raises WithOneself: it is one's own address
    :raises TooMany:
    """
    email = email.strip().lower()
    if email == owner.email.lower():
        raise WithOneself("This is your own address.", fields={"email": ["This is your own address."]})
    if shopping.grants.exclude(email=email).count() >= MOST_GRANTS:
        raise TooMany(f"A list can be shared with {MOST_GRANTS} people.")
    person = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    found, _ = ShoppingGrant.objects.update_or_create(
        shopping=shopping, email=email, defaults={"person": person, "may_edit": may_edit}
    )
    _touch(shopping)
    return found


@transaction.atomic
def revoke(*, shopping: ShoppingList, grant_id: int) -> None:
    """:raises NotThere:"""
    shared = shopping.grants.filter(pk=grant_id).first()
    if shared is None:
        raise NotThere("It is not shared with them any more.")
    shared.delete()
    changed(shared.person_id)
    _touch(shopping)


@transaction.atomic
def leave(*, person: Any, shopping: ShoppingList) -> None:
    """Of a list that somebody else shared."""
    shopping.grants.filter(person=person).delete()
    changed(person)
    _touch(shopping)
