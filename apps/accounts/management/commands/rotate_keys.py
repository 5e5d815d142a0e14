"""Seals every protected value under the first key of FIELD_KEYS: `manage.py rotate_keys`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.accounts import services
from project.lib.crypto import NoKey, current_key_id


class Command(BaseCommand):
    help = "Seal every protected value again under the first key of FIELD_KEYS. May be stopped and repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        total = refused = 0
        try:
            current = current_key_id()
        except NoKey as fault:
            raise CommandError(fault.detail) from None
        for field, done in services.rotate_field_keys():
            total += done.changed
            refused += len(done.refused)
            self.stdout.write(f"{field}: {done.changed}")
            for pk, why in done.refused.items():
                self.stderr.write(f"{field}, row {pk}: {why}")
        if refused:
            raise CommandError(
                f"{total} values were sealed again under the key {current}. {refused} did not open and stay as they "
                "are: keep the old keys in FIELD_KEYS until that is mended."
            )
        self.stdout.write(f"{total} values were sealed again; all are under the key {current} now.")
