"""The table behind Idempotency-Key. It belongs to operations, whose models.py names it: a library has no migrations."""

from django.conf import settings
from django.db import models


class KeptAnswer(models.Model):
    """What a person's write answered, for whoever sends it again. Kept for a day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(default="")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        app_label = "operations"
        constraints = [models.UniqueConstraint(fields=["person", "route", "key"], name="kept_answer_one_per_key")]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"
