"""Taking what a person brings in, and having a worker read it or keep what it found."""

import re
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.core.files.storage import default_storage
from django.db import transaction

from apps.jobs import public as jobs
from project.lib import media
from project.lib.errors import Conflict

from ... import tasks
from ...models import RecipeImport
from ...queries.recipe_imports import settled

LARGEST_FILE = 100_000_000
LARGEST_TEXT = 5_000_000
# A file, and what a form wraps around it.
LARGEST_BODY = LARGEST_FILE + 100_000
_ZIP = b"PK"
_WORKING = {RecipeImport.State.READING, RecipeImport.State.KEEPING}


class ImportNotSoFar(Conflict):
    code = "import_not_so_far"


class NothingToRead(Conflict):
    code = "nothing_to_read"


@transaction.atomic
def bring_in(*, owner: Any, address: str = "", text: str = "", file: Any = None) -> RecipeImport:
    """
    Take one of the three and have it read; nothing becomes a recipe yet.

    :raises NothingToRead: there is none of them, or more than one
    :raises FileTooLarge:
    """
    if sum(map(bool, (address.strip(), text.strip(), file))) != 1:
        raise NothingToRead("Give an address, a file or a text: one of them.")
    made = RecipeImport.objects.create
    if file is not None:
        brought_in = _from_file(owner, file)
    elif address.strip():
        brought_in = made(owner=owner, address=address.strip(), title=_host(address))
    else:
        brought_in = made(owner=owner, text=text[:LARGEST_TEXT].replace("\0", ""), title="Pasted text")
    begin_reading(brought_in=brought_in, anew=True)
    return brought_in


def _host(address: str) -> str:
    return (urlsplit(address.strip()).hostname or address.strip())[:150]


def _from_file(owner: Any, file: Any) -> RecipeImport:
    title = (getattr(file, "name", "") or "A file")[-150:]
    head = file.read(2)
    file.seek(0)
    if head == _ZIP:
        taken = media.take(file, kinds=[media.ZIP], limit=LARGEST_FILE)
        with media.kept(taken, RecipeImport.FOLDER) as name, transaction.atomic():
            return RecipeImport.objects.create(owner=owner, title=title, file=name)
    content = file.read(LARGEST_TEXT + 1)
    if len(content) > LARGEST_TEXT:
        raise media.FileTooLarge(f"A page or a text has at most {LARGEST_TEXT // 1_000_000} MB.")
    text = _decoded(content)
    if not text.strip():
        raise NothingToRead("There is nothing in this file.")
    return RecipeImport.objects.create(owner=owner, title=title, text=text)


def _decoded(content: bytes) -> str:
    """A page says its encoding in its first lines; else it is UTF-8, or what Windows writes."""
    said = re.search(rb"charset=[\"']?([\w-]{2,20})", content[:2000], re.IGNORECASE)
    for encoding in (said[1].decode() if said else "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(encoding).replace("\0", "")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("latin-1").replace("\0", "")


@transaction.atomic
def begin_reading(*, brought_in: RecipeImport, anew: bool = False) -> jobs.JobState:
    """
    Have it looked at, again if it was already.

    :raises ImportNotSoFar: it is being worked on
    """
    return _begin(brought_in, RecipeImport.State.READING, tasks.read_recipes, "Reading", anew=anew)


@transaction.atomic
def begin_keeping(*, brought_in: RecipeImport) -> jobs.JobState:
    """
    Make recipes of what was found, but for those that are there already.

    :raises ImportNotSoFar: it is being worked on, or nothing was found in it
    """
    if not brought_in.found:
        raise ImportNotSoFar("No recipe was found in it.")
    return _begin(brought_in, RecipeImport.State.KEEPING, tasks.keep_recipes, "Keeping the recipes of", anew=False)


def _begin(brought_in: RecipeImport, state: str, task: jobs.JobKind, doing: str, *, anew: bool) -> jobs.JobState:
    locked = RecipeImport.objects.select_related("owner").select_for_update(of=("self",), no_key=True)
    held = locked.get(pk=brought_in.pk)
    if not anew and settled(held).state in _WORKING:
        raise ImportNotSoFar("It is being worked on; wait for that, or cancel it.")
    job = jobs.start(task, owner=held.owner, title=f"{doing} {held.title}", arguments={"import_id": held.pk})
    RecipeImport.objects.filter(pk=held.pk).update(state=state, job_uuid=job.uuid)
    brought_in.state, brought_in.job_uuid = state, job.uuid
    return job


@transaction.atomic
def forget_import(*, brought_in: RecipeImport) -> None:
    """
    What was brought in goes; recipes that were made of it stay.

    :raises ImportNotSoFar: it is being worked on
    """
    if brought_in.state in _WORKING:
        raise ImportNotSoFar("It is being worked on; wait for that, or cancel it.")
    if brought_in.file:
        transaction.on_commit(partial(default_storage.delete, brought_in.file.name or ""), robust=True)
    brought_in.delete()
