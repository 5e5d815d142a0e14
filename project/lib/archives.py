"""ZIP archives from outside: read member by member within limits, never unpacked onto the disk."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from .errors import DomainError

CHUNK = 64 * 1024


class ArchiveRefused(DomainError):
    code = "archive_refused"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bytes are counted after decompression. Small members may be as repetitive as they like."""

    files: int = 1_000
    each: int = 20_000_000
    total: int = 100_000_000
    ratio: int = 200
    ratio_counts_from: int = 1_000_000


def members(file: IO[bytes], limits: Limits = Limits()) -> Iterator[tuple[str, bytes]]:
    """
    The files of an archive: path inside it, and content.

    :raises ArchiveRefused: it is damaged, encrypted or too large, or a path leads outside or to a link
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if len(entries) > limits.files:
                raise ArchiveRefused(f"The archive holds more than {limits.files:,} files.")
            if len({entry.filename.casefold() for entry in entries}) < len(entries):
                raise ArchiveRefused("The archive holds two files of the same name.")
            for entry in entries:
                _check(entry)
            total = 0
            for entry in entries:
                content = _read(archive, entry, min(limits.each, limits.total - total), limits)
                total += len(content)
                yield entry.filename, content
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise ArchiveRefused("The archive is damaged or of a kind that Steward does not read.") from fault


def _check(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename)
    # What the archive wrote, before zipfile cut it at a zero byte or turned its backslashes.
    written = entry.orig_filename
    if path.is_absolute() or ".." in path.parts or any(char in written for char in "\\:\0") or not entry.filename:
        raise ArchiveRefused("The archive holds a path that leads outside of it.")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise ArchiveRefused("The archive holds a link or a device.")
    if entry.flag_bits & 1:
        raise ArchiveRefused("The archive is protected by a password.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveRefused("The archive is compressed in a way that Steward does not read.")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, limits: Limits) -> bytes:
    """What really comes out is counted, as the sizes in the directory may lie."""
    content = bytearray()
    with archive.open(entry) as packed:
        while chunk := packed.read(CHUNK):
            content += chunk
            if len(content) > most:
                raise ArchiveRefused("The archive holds more than Steward takes.")
            if len(content) > limits.ratio_counts_from and len(content) > limits.ratio * max(entry.compress_size, 1):
                raise ArchiveRefused("The archive is packed more tightly than real files are.")
    return bytes(content)
