"""The mail backend of a Steward without a mail server: mails are kept for administrators to read."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from ..models import OutboxMail

KEPT = timedelta(days=30)


class OutboxBackend(BaseEmailBackend):
    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        OutboxMail.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        kept = [
            OutboxMail(email=address, subject=str(message.subject)[:200], text=str(message.body))
            for message in email_messages
            for address in message.to
        ]
        OutboxMail.objects.bulk_create(kept)
        return len(email_messages)
