"""Shopping lists, and who else may see or change them."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..domain.plans.aisles import AISLES, OTHER
from ..querysets import ShoppingListQuerySet, ShoppingPartQuerySet
from .foods import Food
from .pantry import PantryLot


class ShoppingList(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    # Counts every change, so that a second phone learns in a few bytes that there is none.
    version = models.PositiveIntegerField(default=1, editable=False)
    in_pantry = models.PositiveSmallIntegerField(default=0, editable=False)  # things left out, as they are at home
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, db_default=False, editable=False)

    objects = ShoppingListQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"], condition=Q(deleted_at=None), name="shopping_list_of_owner"),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="shopping_list_deleted"),
        ]

    def __str__(self) -> str:
        return self.title


class ShoppingGrant(models.Model):
    """
    Somebody else's way to a list, by the address that its owner typed.

    Without a person nobody signs in with that address; it looks the same, so that nobody learns who has an account.
    """

    shopping = models.ForeignKey(ShoppingList, on_delete=models.CASCADE, related_name="grants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(max_length=254)
    may_edit = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ShoppingPartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shopping", "email"], name="shopping_grant_once")]

    def __str__(self) -> str:
        return self.email


class ShoppingItem(models.Model):
    """One line. `amounts` are pairs of a number and a unit that could not be added to one: 200 g and 1 can."""

    shopping = models.ForeignKey(ShoppingList, on_delete=models.CASCADE, related_name="items")
    name = models.CharField(max_length=100)
    amounts = models.JSONField(default=list)
    food = models.ForeignKey(Food, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    grams = models.FloatField(null=True, blank=True)
    aisle = models.CharField(max_length=12, default=OTHER)
    is_own = models.BooleanField(default=False)  # written by hand
    ticked_at = models.DateTimeField(null=True, blank=True)
    # What it became at home, once it was put away.
    lot = models.ForeignKey(PantryLot, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ShoppingPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(aisle__in=list(AISLES)), name="shopping_item_aisle_known"),
            models.CheckConstraint(condition=~Q(name=""), name="shopping_item_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
