"""Which provider is asked for the prices of what, and how that goes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .instruments import Instrument


class Feed(models.Model):
    """Where the prices of an instrument of the catalogue come from; those of a person's own are typed in."""

    class Source(models.TextChoices):
        ALPHA_VANTAGE = "alpha_vantage", "Alpha Vantage"
        STOOQ = "stooq", "Stooq"
        SAMPLE = "sample", "Sample market"

    instrument = models.OneToOneField(Instrument, on_delete=models.CASCADE, related_name="feed")
    provider = models.CharField(max_length=20, choices=Source)
    symbol = models.CharField(
        max_length=40,
        help_text="As the provider writes it. It must quote in the currency of the instrument, such as GBX for pence.",
    )
    next_at = models.DateTimeField(default=timezone.now, help_text="Not asked before.")
    answered_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False, help_text="In a row.")
    error = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(provider__in=["alpha_vantage", "stooq", "sample"]), name="feed_provider_known"
            ),
        ]
        indexes = [models.Index(fields=["provider", "next_at"], name="feed_due")]

    def __str__(self) -> str:
        return f"{self.symbol} of {self.get_provider_display()}"


class ProviderState(models.Model):
    """How it goes with a provider: counted and written down by each call, wherever it was made."""

    name = models.CharField(max_length=20, primary_key=True)
    counted_on = models.DateField(null=True, help_text="The day, in UTC, whose calls are counted.")
    calls = models.PositiveIntegerField(default=0, help_text="On that day.")
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    error = models.CharField(max_length=200, blank=True)
    paused_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
