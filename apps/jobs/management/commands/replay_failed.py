from django.core.management.base import BaseCommand, CommandError

from apps.jobs.public import replay_failed
from project.lib.errors import Unavailable


class Command(BaseCommand):
    help = "Run tasks that failed for good again: by id, by name, or all of them."

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--id", type=int, action="append", help="of the row; may be given several times")
        which.add_argument("--name", default="", help="of the task, such as portfolio.revalue")
        which.add_argument("--all", action="store_true")

    def handle(self, *, id, name, **_):  # noqa: A002 (the option's name)
        try:
            done, unable = replay_failed(ids=id, name=name)
        except Unavailable as fault:
            raise CommandError(fault.detail) from None
        self.stdout.write(f"{done} enqueued again.")
        if unable:
            raise CommandError(f"{unable} cannot be run again: their arguments were withheld as secret.")
