"""Seals every protected value under the first key of FIELD_KEYS: `manage.py rotate_keys`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts import services
from project.lib.crypto import NoKey, current_key_id


class Command(BaseCommand):
    help = "Seal every protected value again under the first key of FIELD_KEYS. May be stopped and repeated."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        total = 0
        try:
            current = current_key_id()
            for field, changed in services.rotate_field_keys():
                total += changed
                self.stdout.write(f"{field}: {changed}")
        except NoKey as fault:
            raise CommandError(fault.detail) from None
        self.stdout.write(f"{total} values were sealed again; all are under the key {current} now.")
