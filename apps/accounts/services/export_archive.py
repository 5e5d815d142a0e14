"""
The archive that a person takes away: every table as JSON, as CSV for a spreadsheet, their files, and words about it.

It is written as a stream, a table at a time, so its size is bounded by the disk and not by memory.
"""

import csv
import hashlib
import io
import json
import posixpath
import tempfile
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from project.lib import privacy

CHUNK = 64 * 1024
IN_MEMORY = 2_000_000
# A spreadsheet takes a text that begins so for a formula, and would run what somebody else put into a record.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Encoder(DjangoJSONEncoder):
    """Everything a column may hold: bytes as base64, and what has no form of its own as text."""

    def default(self, o: Any) -> Any:
        if isinstance(o, bytes | memoryview):
            return b64encode(bytes(o)).decode()
        try:
            return super().default(o)
        except TypeError:
            return str(o)


@dataclass(frozen=True)
class Section:
    """What the README says of one table."""

    what: str
    name: str
    rows: int
    spreadsheet: bool


class Archive:
    """A zip that knows the digest of everything that went into it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._digests: dict[str, str] = {}

    @contextmanager
    def entry(self, name: str) -> Iterator[Callable[[bytes], None]]:
        digest = hashlib.sha256()
        with self._zip.open(zipfile.ZipInfo(name, timezone.now().timetuple()[:6]), "w", force_zip64=True) as entry:

            def write(data: bytes) -> None:
                digest.update(data)
                entry.write(data)

            yield write
        self._digests[name] = digest.hexdigest()

    def copy(self, name: str, source: IO[bytes]) -> None:
        with self.entry(name) as write:
            while chunk := source.read(CHUNK):
                write(chunk)

    def close(self) -> None:
        """With the list of digests, in the form that `sha256sum -c` reads."""
        self._zip.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in self._digests.items()))
        self._zip.close()


def write(file: IO[bytes], person: Any, *, on_progress: Callable[[int, int, str], None]) -> None:
    """
    Write everything about a person into an open file.

    :param on_progress: told how many tables are done, of how many, and which comes next
    """
    archive, sections = Archive(file), []
    tables = list(privacy.export(person))
    for done, (label, rows) in enumerate(tables):
        known = label in dict(privacy.tables)
        what = privacy.about(label) if known else label
        on_progress(done, len(tables), f"Writing {what}")
        # A store has a file only where it hands something out; a table always, so that an empty one is seen to be.
        if section := _table(archive, what, slugify(label.replace(".", "-")), rows, always=known):
            sections.append(section)
    for held in privacy.files(person):
        if held.storage.exists(held.name):
            with held.storage.open(held.name) as source:
                where = f"media/{slugify(held.label.replace('.', '-'))}/{held.pk}"
                archive.copy(f"{where}/{posixpath.basename(held.name)}", source)
    readme = render_to_string(
        "accounts/export/readme.html", {"person": person, "sections": sections, "now": timezone.now()}
    )
    with archive.entry("README.html") as entry:
        entry(readme.encode())
    archive.close()


def _table(archive: Archive, what: str, name: str, rows: Iterable[dict[str, Any]], *, always: bool) -> Section | None:
    """Both forms of a table in one pass: the zip takes one entry at a time, so the second waits beside it."""
    count = 0
    rows = iter(rows)
    first = next(rows, None)
    if first is None and not always:
        return None
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as beside:
        sheet = _Sheet(beside)
        with archive.entry(f"data/{name}.json") as entry:
            entry(b"[")
            while first is not None:
                entry((b",\n" if count else b"\n") + json.dumps(first, cls=Encoder, ensure_ascii=False).encode())
                sheet.add(first)
                count, first = count + 1, next(rows, None)
            entry(b"\n]\n")
        if count:
            archive.copy(f"spreadsheets/{name}.csv", sheet.finished())
    return Section(what[:1].upper() + what[1:], name, count, spreadsheet=bool(count))


class _Sheet:
    """Rows as CSV, in UTF-8 with the mark by which spreadsheets know it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._columns: list[str] = []

    def add(self, row: dict[str, Any]) -> None:
        if not self._columns:
            self._columns = list(row)
            self._writer.writerow(self._columns)
        self._writer.writerow([_cell(row.get(column)) for column in self._columns])

    def finished(self) -> IO[bytes]:
        self._text.flush()
        self._text.detach()
        self._file.seek(0)
        return self._file


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    text = json.dumps(value, cls=Encoder, ensure_ascii=False)
    return text[1:-1] if text.startswith('"') else text
