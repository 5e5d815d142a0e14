"""The mail backend of a Steward without a mail server: mails are kept for administrators to read."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from ..models import OutboxMail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = [
            OutboxMail(email=address, subject=str(message.subject)[:200], text=str(message.body))
            for message in email_messages
            for address in message.to
        ]
        OutboxMail.objects.bulk_create(kept)
        return len(email_messages)
