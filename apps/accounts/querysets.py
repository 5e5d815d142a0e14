"""How people are found and made."""

import unicodedata
from typing import Any

from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """One spelling of each address: the sign-in form reads full-width letters and the like as plain ones too."""
        return super().normalize_email(unicodedata.normalize("NFKC", email or "").strip())

    def with_email(self, email: str | None) -> Any:
        """People with this address, however it is capitalised: one or none."""
        # As lower(email), so that the unique index serves it; iexact would compare upper().
        return self.alias(address=Lower("email")).filter(address=self.normalize_email(email).lower())

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.with_email(username).get()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A person who may sign in; without a password, only by a link."""
        person: Any = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        person: Any = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.set_role("admin")
        person.save(using=self._db)
        return person


class AuditEventQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "AuditEventQuerySet":
        """What happened to this person, newest first."""
        subject = self.model._meta.apps.get_model("accounts", "Subject").objects.filter(user=user).values("pk")
        return self.filter(subject__in=subject).order_by("-id")


class ProfileQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "ProfileQuerySet":
        return self.filter(person=user)


class FeedbackQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "FeedbackQuerySet":
        return self.filter(person=user)

    def newest_first(self) -> "FeedbackQuerySet":
        return self.order_by("-id")
