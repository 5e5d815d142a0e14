"""What people pay for foods."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from ..querysets import OwnedQuerySet
from .foods import Food


class FoodPrice(models.Model):
    """A person's own price of a food: so much for a quantity of a unit, which weighs `grams` in all."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")
    price = models.DecimalField(max_digits=12, decimal_places=4, validators=[MinValueValidator(0)])
    currency = models.CharField(max_length=3)
    quantity = models.FloatField()
    unit = models.CharField(max_length=80)  # of domain/costs.py, or a measure of the food
    grams = models.FloatField()
    updated_at = models.DateTimeField(auto_now=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "food"], name="food_price_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="food_price_not_negative"),
            models.CheckConstraint(condition=Q(grams__gt=0, quantity__gt=0), name="food_price_is_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.price} {self.currency} for {self.quantity:g} {self.unit}"
