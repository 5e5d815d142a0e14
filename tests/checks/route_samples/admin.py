"""A row of any model, as the pages of the admin name them."""

import uuid
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.portfolio.models import Instrument, Price, Rate
from apps.portfolio.tests.factories import (
    FIRST,
    InstrumentFactory,
)
from project.lib.testing import Route, UserFactory

PLAIN: dict[str, Callable[[], Any]] = {
    "DateTimeField": timezone.now,
    "DateField": lambda: timezone.now().date(),
    "UUIDField": uuid.uuid4,
    "JSONField": dict,
    "GenericIPAddressField": lambda: "192.0.2.7",
    "BooleanField": bool,
}


def a_row_of(model: type[models.Model]) -> models.Model:
    """A row with a plain value in every column that needs one."""
    if model._meta.label == settings.AUTH_USER_MODEL:
        return UserFactory()
    values = {}
    for field in model._meta.concrete_fields:
        has_value = field.null or field.blank or field.has_default() or field.db_default is not models.NOT_PROVIDED
        if has_value or isinstance(field, models.AutoField):
            continue
        if field.is_relation:
            values[field.name] = a_row_of(field.related_model)
        elif field.choices:
            values[field.name] = field.choices[0][0]
        else:
            kind = field.get_internal_type()
            values[field.name] = PLAIN[kind]() if kind in PLAIN else 1 if "Integer" in kind else "x"
    return model._base_manager.create(**values)


def _price(_: Any) -> Price:
    return Price.objects.create(instrument=InstrumentFactory(), on=FIRST, close=1, source="x")


# Those whose columns do not take just any value.
ROWS: dict[type[models.Model], Callable[[Any], models.Model]] = {
    Instrument: lambda _: InstrumentFactory(),
    Price: _price,
    Rate: lambda _: Rate.objects.create(currency="USD", on=FIRST, value=1, source="x"),
}


def in_the_admin(route: Route) -> dict[str, Any]:
    """An app's page in the admin, or a row of the model that a route of the admin is about."""
    values: dict[str, Any] = {"app_label": "jobs"} if "app_label" in route.parameters else {}
    _, label, model, *_ = [*str(route).split("/"), "", ""]
    if "object_id" in route.parameters and label in {config.label for config in apps.get_app_configs()}:
        found = apps.get_model(label, model)
        values["object_id"] = ROWS.get(found, a_row_of)(found).pk
    return values
