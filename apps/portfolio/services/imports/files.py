"""Taking a file from a person, and what it is taken to be."""

import codecs
import hashlib
import io
from dataclasses import asdict
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from project.lib import media
from project.lib.errors import Conflict

from ...domain.imports import presets, sheets
from ...domain.imports.tables import Settings
from ...models import Account, Import, ImportHabit
from ...queries.imports import settled
from ..rules import own

LARGEST = 50_000_000
# With what a form has around a file.
LARGEST_BODY = LARGEST + 100_000


class ImportRefused(Conflict):
    code = "import_not_so_far"


def held(brought_in: Import) -> Import:
    """As it stands now, until the transaction ends; where the work on it failed or was cancelled, as before that."""
    return settled(_locked(brought_in.pk))


def held_in(import_id: int, state: str) -> Import | None:
    """For the work on it: None where it has another state by now, so that this work is done or was given up."""
    found = _locked(import_id)
    return found if found.state == state else None


def _locked(import_id: int) -> Import:
    # Not its key: jobs write rows that refer to it.
    rows = Import.objects.select_related("owner", "account").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=import_id)


def open_import(*, owner: Any, account: Account, upload: Any, filename: str) -> Import:
    """
    Take a file and find out what it is; nothing of it is looked at more closely yet.

    :raises FileRefused: it is neither text nor an archive
    :raises FileTooLarge:
    :raises BadFile: it is empty or broken
    """
    own(owner, account, "account")
    taken = media.take(_in_utf8(upload), kinds=(media.TEXT, media.ZIP), limit=LARGEST)
    content = taken.file.read()
    taken.file.seek(0)
    # All of it is for the worker, who also says what is wrong further down.
    sheet = sheets.read(content, most=sheets.HEAD)
    preset, settings = _as_before(owner, sheet) or _found(owner, sheet, account)
    with media.kept(taken, Import.FOLDER) as name, transaction.atomic():
        return Import.objects.create(
            owner=owner,
            account=account,
            filename=filename[-150:] or "file",
            file=name,
            digest=hashlib.sha256(content).hexdigest(),
            preset=preset,
            # What the pages show of it, so that they need not read it again.
            settings={**settings, "seen": _seen(sheet)},
        )


def _in_utf8(upload: Any) -> Any:
    """What spreadsheets save as Unicode text has a zero in every second byte, which no text may have here."""
    head = upload.read(2)
    if head not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        upload.seek(0)
        return upload
    rest = upload.read(LARGEST * 2 + 1)
    text, _ = sheets.decoded(head + rest)
    return io.BytesIO(text.encode())


def _found(owner: Any, sheet: sheets.Sheet, account: Account) -> tuple[str, dict[str, Any]]:
    preset = presets.recognised(sheet)
    if preset is None:
        raise sheets.BadFile("Steward does not know this file. A CSV with one line for each activity can be read.")
    # People of the United States write the month first, and hardly anybody else does.
    order = "mdy" if owner.locale == "en-US" else "dmy"
    settings, sure = presets.found_settings(sheet, preset, currency=account.currency, order=order)
    return preset.key, asdict(settings) | {"sure": sure}


def _as_before(owner: Any, sheet: sheets.Sheet) -> tuple[str, dict[str, Any]] | None:
    habit = ImportHabit.objects.for_user(owner).filter(columns=columns_of(sheet)).first()
    return (habit.preset, {**habit.settings, "remembered": True}) if habit else None


def columns_of(sheet: sheets.Sheet) -> str:
    """Files of one sort have the same columns."""
    names = sorted(sheet.parts) or sheet.header() if sheet.document is None else sorted(map(str, sheet.document))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def sheet_of(brought_in: Import) -> sheets.Sheet:
    with brought_in.file.open("rb") as file:
        return sheets.read(file.read())


def settings_of(brought_in: Import) -> Settings:
    said = brought_in.settings
    return Settings(
        said.get("mark", "."), said.get("order", "ymd"), said.get("currency", ""), said.get("mapping") or {}
    )


def known_settings(brought_in: Import) -> dict[str, Any]:
    """What the page shows to choose from: the columns of the file, and its first lines."""
    seen: dict[str, Any] = brought_in.settings.get("seen") or _seen(sheet_of(brought_in))
    return seen


def _seen(sheet: sheets.Sheet) -> dict[str, Any]:
    """`sort` is the same for files with the same columns."""
    sort = columns_of(sheet)
    if sheet.document is not None or sheet.parts:
        return {
            "columns": [], "sample": [], "proposed": {}, "encoding": sheet.encoding, "delimiter": "", "sort": sort,
        }  # fmt: skip
    body = [record.cells for record, _ in zip(sheet.body(), range(5), strict=False)]
    names = sheet.records[sheet.header_at].cells
    proposed = presets.proposed(sheet.header())
    return {
        "columns": names,
        "sample": body,
        "proposed": proposed,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sort": sort,
    }


@transaction.atomic
def forget_import(*, brought_in: Import) -> None:
    """
    Delete the file and what was read from it; what was booked stays in the ledger.

    :raises ImportRefused: work on it is going on
    """
    if held(brought_in).state in {Import.State.CHECKING, Import.State.BOOKING, Import.State.UNDOING}:
        raise ImportRefused("This file is being worked on; wait for that, or cancel it.")
    transaction.on_commit(partial(default_storage.delete, brought_in.file.name or ""), robust=True)
    brought_in.delete()
