"""
The one way to take a file from a person, and to hand it back.

What a file is, is decided by its content; its name and the type that the browser claims count for nothing. Images are
made anew (`images.py`), so nothing hidden in them survives. Files lie under random names, and a personal one leaves
only through `personal_file`, which checks the owner.
"""

import re
import secrets
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from . import images
from .errors import DomainError, NotThere

CHUNK = 64 * 1024
IN_MEMORY = 2_000_000


class FileRefused(DomainError):
    code = "file_refused"


class FileTooLarge(DomainError):
    code = "file_too_large"
    status = 413


@dataclass(frozen=True)
class Kind:
    name: str
    extension: str
    media_type: str


JPEG = Kind("JPEG image", "jpg", "image/jpeg")
PNG = Kind("PNG image", "png", "image/png")
WEBP = Kind("WebP image", "webp", "image/webp")
GIF = Kind("GIF image", "gif", "image/gif")
PDF = Kind("PDF document", "pdf", "application/pdf")
ZIP = Kind("ZIP archive", "zip", "application/zip")
TEXT = Kind("text", "txt", "text/plain; charset=utf-8")

IMAGES = frozenset({JPEG, PNG, WEBP, GIF})
_MADE_ANEW_AS = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP}

_BEGINNINGS = (
    (rb"\xff\xd8\xff", JPEG),
    (rb"\x89PNG\r\n\x1a\n", PNG),
    (rb"GIF8[79]a", GIF),
    (rb"RIFF....WEBP", WEBP),
    (rb"%PDF-1\.|%PDF-2\.", PDF),
    (rb"PK\x03\x04|PK\x05\x06", ZIP),
)
# Tab, line feed, form feed and carriage return are the only control characters of a text.
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# HTML, SVG and other XML: markup runs scripts when a browser shows it.
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<", re.DOTALL)


@dataclass
class Taken:
    """A file that was accepted: `file` is open at its beginning, `size` is in bytes."""

    kind: Kind
    file: IO[bytes]
    size: int


def take(
    upload: Any,
    *,
    kinds: Collection[Kind],
    limit: int,
    longest_side: int = images.LONGEST_SIDE,
    most_decoded: int = images.MOST_PIXELS,
) -> Taken:
    """
    Read an upload (or any binary file), refusing what is too large or of another kind.

    :param limit: bytes, counted while reading, whatever was declared
    :param longest_side: pixels to which a larger image is made smaller
    :param most_decoded: pixels of an image that memory must hold, at four bytes each and three times over
    :raises FileTooLarge: it is larger
    :raises FileRefused: it is of no accepted kind, or an image that cannot be read
    """
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the caller reads it)
    size = 0
    while chunk := upload.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileTooLarge(f"The file is larger than {limit / 1_000_000:g} MB.")
        file.write(chunk)
    file.seek(0)
    kind = _kind(file)
    if kind is None or kind not in kinds:
        raise FileRefused(f"This is not {_spoken(kinds)}. Its content decides, not its name.")
    if kind in IMAGES:
        try:
            file, encoded_as = images.made_anew(file, longest_side=longest_side, most_decoded=most_decoded)
        except images.Unreadable as fault:
            raise FileRefused(str(fault)) from fault
        kind, size = _MADE_ANEW_AS[encoded_as], file.seek(0, 2)
    file.seek(0)
    return Taken(kind, file, size)


def keep(taken: Taken, folder: str) -> str:
    """
    Store a taken file under a random name.

    :returns: the name to keep beside the owner's id
    """
    token = secrets.token_hex(16)
    return default_storage.save(f"{folder}/{token[:2]}/{token}.{taken.kind.extension}", File(taken.file))


@contextmanager
def kept(taken: Taken, folder: str) -> Iterator[str]:
    """Store a taken file while the row is written that names it; where that fails, the file goes again."""
    name = keep(taken, folder)
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise


def personal_file(
    request: HttpRequest, name: str, *, owner_id: Any, filename: str, media_type: str = "application/octet-stream"
) -> HttpResponseBase:
    """
    The answer that hands a stored file to its owner, as a download that no cache keeps and no script can run in.

    :param filename: what the person called it; made harmless here
    :raises NotThere: someone else asks, or the file is gone
    """
    if request.user.pk is None or request.user.pk != owner_id:
        raise NotThere("There is no such file.")
    answer = _stored(name, filename, media_type)
    answer["Cache-Control"] = "private, no-store"
    return answer


def published_file(name: str, *, filename: str, media_type: str = "application/octet-stream") -> HttpResponseBase:
    """
    The answer that hands a stored file to anybody: it belongs to nobody, and the caller knows that all may see it.

    :raises NotThere: it is gone
    """
    answer = _stored(name, filename, media_type)
    # Never long: staff may take it away.
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def image_type(name: str) -> Kind:
    """Of a kept image, by the name that `keep` gave it."""
    return next((kind for kind in IMAGES if name.endswith(f".{kind.extension}")), JPEG)


def _stored(name: str, filename: str, media_type: str) -> HttpResponseBase:
    if not (name and default_storage.exists(name)):
        raise NotThere("There is no such file.")
    answer: HttpResponseBase
    if settings.MEDIA_ACCEL_PREFIX:
        answer = HttpResponse(headers={"X-Accel-Redirect": settings.MEDIA_ACCEL_PREFIX + quote(name)})
    else:
        answer = FileResponse(default_storage.open(name))
    answer["Content-Type"] = media_type
    answer["Content-Disposition"] = content_disposition_header(True, _harmless(filename)) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _kind(file: IO[bytes]) -> Kind | None:
    head = file.read(32)
    file.seek(0)
    for beginning, kind in _BEGINNINGS:
        if re.match(beginning, head, re.DOTALL):
            return kind
    if not head.strip() or _MARKUP.match(file.read(1024)):
        return None
    file.seek(0)
    plain = not any(_NOT_TEXT.search(chunk) for chunk in iter(lambda: file.read(CHUNK), b""))
    file.seek(0)
    return TEXT if plain else None


def _spoken(kinds: Collection[Kind]) -> str:
    return "a " + " or a ".join(sorted(kind.name for kind in kinds))


def _harmless(filename: str) -> str:
    """The last part of a path, without control characters, marks of direction or what Windows refuses."""
    last = re.split(r"[/\\]", filename)[-1]
    visible = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*')
    return visible.strip(". ")[-120:] or "file"
