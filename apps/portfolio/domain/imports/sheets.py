"""Bytes of a file as a table: its encoding and delimiter found out, every line kept as it was written."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from project.lib.archives import members
from project.lib.errors import DomainError

DELIMITERS = (",", ";", "\t", "|")
MOST_ROWS = 200_000
LONGEST_CELL = 100_000
LOOKED_AT = 40
# What tells how a file is read stands among its first lines.
HEAD = 5000


class BadFile(DomainError):
    code = "bad_import_file"


@dataclass(frozen=True, slots=True)
class Record:
    line: int  # where it begins, from 1
    text: str
    cells: list[str]

    @property
    def empty(self) -> bool:
        return not any(self.cells)


@dataclass
class Sheet:
    """A file of the person: a table, or (`document`) JSON; `parts` are the tables of an archive by name."""

    encoding: str
    delimiter: str = ","
    records: list[Record] = field(default_factory=list)
    document: Any = None
    parts: "dict[str, Sheet]" = field(default_factory=dict)

    @cached_property
    def header_at(self) -> int:
        """Where the names of the columns stand: the first of the widest lines at the top that hold no number alone."""
        top = [record for record in self.records[:LOOKED_AT] if not record.empty]
        widest = max((len(_filled(record)) for record in top), default=0)
        for index, record in enumerate(self.records[:LOOKED_AT]):
            if len(_filled(record)) >= max(2, widest * 0.6) and not any(_figure(cell) for cell in record.cells):
                return index
        return 0

    def header(self, at: int | None = None) -> list[str]:
        at = self.header_at if at is None else at
        return [named(cell) for cell in self.records[at].cells] if len(self.records) > at else []

    def find_header(self, wanted: Sequence[str]) -> int | None:
        """The line among the first that has all these columns."""
        needed = {named(name) for name in wanted}
        for index, record in enumerate(self.records[:LOOKED_AT]):
            if needed <= {named(cell) for cell in record.cells}:
                return index
        return None

    def body(self, at: int | None = None) -> Iterator[Record]:
        start = (self.header_at if at is None else at) + 1
        return (record for record in self.records[start:] if not record.empty)

    def column(self, index: int, at: int | None = None, most: int = 2000) -> list[str]:
        start = (self.header_at if at is None else at) + 1
        return [record.cells[index] for record in self.records[start : start + most] if index < len(record.cells)]


def named(cell: str) -> str:
    """A column's name as it is compared: without case, quotes, and blanks at its ends."""
    return " ".join(cell.replace("\ufeff", "").lower().split())


def _filled(record: Record) -> list[str]:
    return [cell for cell in record.cells if cell]


def _figure(cell: str) -> bool:
    return bool(cell) and cell.lstrip("-+(").replace(".", "").replace(",", "").rstrip(")").isdecimal()


def decoded(content: bytes) -> tuple[str, str]:
    """
    The text and the name of its encoding: by its mark, else UTF-8 where it is that, else what Windows writes.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"


def read(content: bytes, *, delimiter: str = "", most: int | None = None) -> Sheet:
    """
    :param most: so many lines of each table are enough
    :raises BadFile: it is empty, too long, or broken
    """
    if content.startswith(b"PK"):
        found = ((PurePosixPath(name).stem.lower(), part) for name, part in members(io.BytesIO(content)) if part)
        parts = {name: read(part, most=most) for name, part in found}
        return Sheet("zip", parts=parts)
    text, encoding = decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip()[:1] in {"{", "["}:
        return Sheet(encoding, document=_document(text))
    delimiter = delimiter or found_delimiter(text)
    records = list(islice(_records(text, delimiter), most))
    if not any(not record.empty for record in records):
        raise BadFile("The file is empty.")
    return Sheet(encoding, delimiter, records)


def _document(text: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadFile("The file begins like JSON and is not; it may have been cut off.") from None


def _no_number(text: str) -> None:
    raise ValueError(text)


def _records(text: str, delimiter: str) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_CELL)
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            first, before = before, reader.line_num
            if len(lines) and first >= MOST_ROWS * 3:
                raise BadFile(f"The file has more than {MOST_ROWS:,} lines; export fewer years at a time.")
            whole = lines[first] if before - first == 1 else "\n".join(lines[first:before])
            yield Record(first + 1, whole, [cell.strip() for cell in cells])
    except csv.Error:
        raise BadFile(f"Line {before + 1} cannot be read: a quotation mark may be missing.") from None


def found_delimiter(text: str) -> str:
    """The one that cuts most of the first lines into equally many cells."""
    sample = text[:20_000].split("\n")[:LOOKED_AT]
    best, most = ",", 0
    for delimiter in DELIMITERS:
        widths = [len(cells) for cells in csv.reader(sample, delimiter=delimiter) if cells]
        common = max(set(widths), key=widths.count, default=1)
        score = (common - 1) * widths.count(common) if common > 1 else 0
        if score > most:
            best, most = delimiter, score
    return best
