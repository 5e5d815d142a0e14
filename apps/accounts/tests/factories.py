"""Rows of accounts, as the database allows them."""

import io

import factory
from django.utils import timezone

from apps.accounts.models import Export
from project.lib import media
from project.lib.testing import UserFactory


class ExportFactory(factory.django.DjangoModelFactory):
    """A copy that was asked for; `made=True` for one that can be downloaded."""

    class Meta:
        model = Export

    class Params:
        made = factory.Trait(
            made_at=factory.LazyFunction(timezone.now),
            file=factory.LazyFunction(
                lambda: media.keep(media.Taken(media.ZIP, io.BytesIO(b"PK\x03\x04"), 4), "exports")
            ),
            size_bytes=4,
        )

    user = factory.SubFactory(UserFactory)
