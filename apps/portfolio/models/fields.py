"""Columns of exact numbers."""

from typing import Any

from django.db import models

MOST_DIGITS = 30
PLACES = 12


class ExactField(models.DecimalField):
    """
    A decimal of up to twelve places that keeps those it was given: 3 shares stay 3, and 3.50 stays 3.50.

    With a scale in the column PostgreSQL would fill it up with zeros, and every sentence that names the figure too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": MOST_DIGITS, "decimal_places": PLACES, **kwargs})

    def db_type(self, connection: Any) -> str:  # noqa: ARG002
        return "numeric"
