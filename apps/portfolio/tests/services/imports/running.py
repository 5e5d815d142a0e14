"""Bringing a file in as a person does, its jobs done at once."""

import io

from apps.jobs import public as jobs
from apps.portfolio.models import Import
from apps.portfolio.services import imports


class Told:
    """What a job reports to, without anybody watching."""

    def __init__(self):
        self.state = {}

    def say(self, message):
        self.message = message

    def report(self, done, total=100, message=None):
        assert 0 <= done <= total

    def checkpoint(self, state):
        self.state = state


def taken(account, content, filename="file.csv"):
    content = content.encode() if isinstance(content, str) else content
    return imports.open_import(owner=account.owner, account=account, upload=io.BytesIO(content), filename=filename)


def looked_at(account, content, *, preset=None, filename="file.csv", **settings):
    brought_in = taken(account, content, filename)
    return looked_at_again(brought_in, preset=preset, **settings)


def looked_at_again(brought_in, *, preset=None, **settings):
    imports.begin_check(brought_in=brought_in, preset=preset or brought_in.preset, settings=settings)
    imports.check_import(import_id=brought_in.pk, progress=Told())
    return Import.objects.select_related("owner", "account").get(pk=brought_in.pk)


def booked(brought_in):
    imports.begin_booking(brought_in=brought_in)
    imports.book_import(import_id=brought_in.pk, progress=Told())
    return Import.objects.select_related("owner", "account").get(pk=brought_in.pk)


def undone(brought_in):
    imports.begin_undo(brought_in=brought_in)
    imports.undo_import(import_id=brought_in.pk, progress=Told())
    brought_in.refresh_from_db()
    return brought_in


def given_up(brought_in):
    """The job that is to work on it is cancelled."""
    brought_in.refresh_from_db()
    jobs.cancel(user=brought_in.owner, job_uuid=brought_in.job_uuid)


def states(brought_in):
    return [(row.line, row.state) for row in brought_in.rows.order_by("id")]
