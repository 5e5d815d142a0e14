"""What is asked of the tables, so that it chains."""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

Row = TypeVar("Row", bound=models.Model)


class OwnedQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        """The person's own. What they may use is `visible_to`."""
        return self.filter(owner=user)


class SoftlyDeletedQuerySet(OwnedQuerySet[Row]):
    def kept(self) -> Self:
        """Without those that wait thirty days for being brought back."""
        return self.filter(deleted_at=None)

    def mine(self, user: Any) -> Self:
        """The person's, without what they deleted."""
        return self.for_user(user).kept()


class SharedQuerySet(OwnedQuerySet[Row]):
    """Rows of the library, which have no owner, and those that people added for themselves."""

    def library(self) -> Self:
        return self.filter(owner=None)

    def visible_to(self, user: Any) -> Self:
        """What the person may use: the library, and their own; to nobody (None) the library."""
        return self.library() if user is None else self.filter(Q(owner=None) | Q(owner=user, deleted_at=None))

    def mine(self, user: Any) -> Self:
        """The person's own that are not deleted."""
        return self.for_user(user).filter(deleted_at=None)

    def named_like(self, words: str) -> Self:
        """Those whose name contains every word that was typed."""
        found = self.alias(typed_name=Upper("name"))
        for word in words.upper().split()[:8]:
            found = found.filter(typed_name__contains=word)
        return found
