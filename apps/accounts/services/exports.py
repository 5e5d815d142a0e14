"""A person takes a copy of everything with them: a job makes it, a link is good for seven days."""

import hashlib
import tempfile
import uuid
from functools import partial
from typing import IO

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.jobs import public as jobs
from project.lib import media
from project.lib.errors import Conflict, NotThere

from .. import tasks
from ..domain.events import Event
from ..models import Export, User
from ..models.privacy import EXPORT_KEPT
from . import audit, export_archive

LINK_SALT = "accounts.export"
CHUNK = 64 * 1024


class ExportRunning(Conflict):
    code = "export_running"


@transaction.atomic
def request(*, person: User, by: User | None = None, reason: str = "") -> Export:
    """
    Begin to make a copy of everything about a person, for that person to download.

    :param by: the administrator who asks for them, and why
    :raises ExportRunning: one is being made
    """
    # Of two requests at once, the second finds the first one's.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    latest = Export.objects.for_user(person).order_by("-asked_at").first()
    if latest and latest.made_at is None and (job := job_of(latest, person)) and job.is_open:
        raise ExportRunning("A copy is being made already. It will be listed here when it is done.")
    export = Export.objects.create(user=person)
    title, arguments = "A copy of everything about you", {"export_id": export.pk}
    export.job_uuid = jobs.start(tasks.make_export, owner=person, title=title, arguments=arguments).uuid
    export.save(update_fields=["job_uuid"])
    audit.record(Event.EXPORT_REQUESTED, subject=person, actor=by, details={"reason": reason} if by else None)
    return export


def make(*, export_id: int, progress: jobs.Progress) -> str:
    """The job itself; run again, it does nothing more. The address of the page that lists it."""
    export = Export.objects.select_related("user").get(pk=export_id)
    if not export.file:
        with tempfile.TemporaryFile() as file:
            export_archive.write(file, export.user, on_progress=progress.report)
            export.size_bytes = file.seek(0, 2)
            export.sha256 = _digest(file)
            with media.kept(media.Taken(media.ZIP, file, export.size_bytes), Export.FOLDER) as name:
                named = Export.objects.filter(pk=export.pk, made_at=None).update(
                    file=name, made_at=timezone.now(), size_bytes=export.size_bytes, sha256=export.sha256
                )
        if not named:  # The person left meanwhile, or another worker was quicker.
            export.file.storage.delete(name)
    return reverse("accounts:privacy")


def job_of(export: Export, person: User) -> jobs.JobState | None:
    return jobs.state_of(user=person, job_uuid=export.job_uuid) if export.job_uuid else None


def of(person: User) -> QuerySet[Export]:
    """What a person asked for in the last seven days, newest first."""
    return Export.objects.for_user(person).filter(asked_at__gt=timezone.now() - EXPORT_KEPT).order_by("-asked_at")


def link_token(export: Export) -> str:
    """What the address of a download holds: good for the seven days of the export, and for its owner alone."""
    return signing.dumps(str(export.uuid), salt=LINK_SALT)


def opened(*, token: str, person: User) -> Export:
    """
    The finished export that a link leads to; written down as downloaded.

    :raises NotThere: the link is not ours or too old, or the export is somebody else's or gone
    """
    gone = NotThere("There is no such copy. It may have been deleted, as copies are after seven days.")
    try:
        which = uuid.UUID(signing.loads(token, salt=LINK_SALT, max_age=EXPORT_KEPT))
    except (signing.BadSignature, ValueError):
        raise gone from None
    export = of(person).filter(uuid=which, made_at__isnull=False).first()
    if export is None:
        raise gone
    audit.record(Event.EXPORT_DOWNLOADED, subject=person)
    return export


def drop(exports: QuerySet[Export]) -> int:
    """Delete exports together with their files."""
    found = list(exports)
    for export in found:
        if export.file:
            transaction.on_commit(partial(export.file.storage.delete, str(export.file)), robust=True)
    exports.filter(pk__in=[export.pk for export in found]).delete()
    return len(found)


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
