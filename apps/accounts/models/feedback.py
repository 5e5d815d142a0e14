"""What people write to whoever runs Steward."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ..querysets import FeedbackQuerySet


class Feedback(models.Model):
    """A question, a fault or an idea; staff answer it, and keep a note that only they read."""

    class Kind(models.TextChoices):
        QUESTION = "question", "A question"
        PROBLEM = "problem", "Something does not work"
        IDEA = "idea", "An idea"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        NEW = "new", "New"
        ANSWERED = "answered", "Answered"
        DONE = "done", "Done"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.TextField(max_length=5000)
    # The path of the page that it is about, as the person saw it.
    page = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    answer = models.TextField(max_length=5000, blank=True, help_text="The person reads it on their feedback page.")
    note = models.TextField(max_length=5000, blank=True, help_text="For staff. The person gets it with their data.")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["question", "problem", "idea", "other"], state__in=["new", "answered", "done"]),
                name="feedback_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer=""),
                name="feedback_answered_by_words",
                violation_error_message="Write the answer first: the person reads it on their feedback page.",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="feedback_of_person"),
            models.Index(fields=["state", "-id"], name="feedback_queue"),
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"
