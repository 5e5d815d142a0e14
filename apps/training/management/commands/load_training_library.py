"""Brings the exercises and workouts that come with Steward into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.training import services


class Command(BaseCommand):
    help = "Load the exercises and workouts that come with Steward, or bring them up to date. Safe to repeat."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = services.load_library()
        self.stdout.write(f"{loaded.added} added, {loaded.changed} changed.")
