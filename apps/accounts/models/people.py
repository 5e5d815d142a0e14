"""People who sign in."""

import unicodedata
import uuid

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from project.lib.hashers import named

from ..querysets import UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """
    A person, known by an email address.

    `password` holds what older systems called password_hash: an encoded bcrypt hash, never the password.
    """

    class Role(models.TextChoices):
        ADMIN = "admin"
        USER = "user"

    class Tier(models.TextChoices):
        FREE = "free", "Free"
        STANDARD = "standard", "Standard"

    class Theme(models.TextChoices):
        AUTO = "auto", "As my device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=5, choices=Role, default=Role.USER)
    # How much a person may ask for (project/lib/limits). Whoever runs Steward for themselves is not held short.
    tier = models.CharField(max_length=8, choices=Tier, default=Tier.STANDARD)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # How pages speak to this person.
    locale = models.CharField(max_length=16, default="en-GB")
    time_zone = models.CharField(max_length=64, default="UTC")
    base_currency = models.CharField(max_length=3, default="EUR")
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    # When they chose the above themselves; until then the front page offers it.
    preferences_chosen_at = models.DateTimeField(null=True, blank=True, editable=False)

    has_sample_data = models.BooleanField(default=False)

    # When they are erased, as they asked; until then they may undo it. Here, because every page says so.
    erase_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When they were last written to for not having come in years.
    told_inactive_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case"),
            models.CheckConstraint(condition=Q(role__in=["admin", "user"]), name="user_role_known"),
            models.CheckConstraint(condition=Q(tier__in=["free", "standard"]), name="user_tier_known"),
            # An administrator may enter the admin, and no one else gets a superuser's power by another way.
            models.CheckConstraint(
                condition=Q(role="admin", is_staff=True, is_superuser=True) | Q(role="user", is_superuser=False),
                name="user_role_matches_powers",
            ),
        ]
        indexes = [
            models.Index(fields=["last_login"], name="user_last_login"),
            models.Index(fields=["created_at"], name="user_created"),
            models.Index(fields=["erase_at"], condition=Q(erase_at__isnull=False), name="user_to_erase"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        """The same words on every keyboard: an accented letter may arrive as one character or as two."""
        super().set_password(raw_password and unicodedata.normalize("NFC", raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        self.password = named(self.password)
        normal = unicodedata.normalize("NFC", raw_password or "")
        # What was imported was digested as it was typed.
        return super().check_password(normal) or (normal != raw_password and super().check_password(raw_password or ""))

    def set_role(self, role: str) -> None:
        """The one place where a role and the powers that go with it are set together. Does not save."""
        self.role = role
        self.is_staff = self.is_superuser = role == self.Role.ADMIN
