"""Files from people, many of them hostile and all of them made here."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import path
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from project.lib import archives, media
from project.lib.archives import ArchiveRefused, members
from project.lib.errors import NotThere
from project.lib.media import IMAGES, PDF, TEXT, ZIP, FileRefused, FileTooLarge, keep, personal_file, take
from project.lib.testing import UserFactory

EVERY = {*IMAGES, PDF, TEXT, ZIP}
MARK = b"48.8584N 2.2945E"


def picture(form="JPEG", size=(40, 20), mode="RGB", **options) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "red" if mode in {"RGB", "RGBA"} else 0).save(made, form, **options)
    return made.getvalue()


def taken(content, kinds=EVERY, limit=5_000_000, name="photo.jpg"):
    return take(SimpleUploadedFile(name, content, content_type="image/jpeg"), kinds=kinds, limit=limit)


# --- What a file is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), media.JPEG),
        (picture("PNG"), media.PNG),
        (picture("GIF"), media.PNG),
        (picture("WEBP"), media.WEBP),
        (b"%PDF-1.7\n...", PDF),
        (b"date;amount\n2026-01-01;1,50\n", TEXT),
        ("Käse;1\r\n".encode("cp1252"), TEXT),
        (b'{"a": 1}', TEXT),
    ],
)
def test_the_content_says_what_a_file_is(content, kind):
    assert taken(content, name="anything.exe").kind == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"\n\n  <html>",
        b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
        b" " * 500 + b"<script>alert(1)</script>",
        b"MZ\x90\x00\x03",
        b"\x7fELF",
        b"text with\x00 a zero",
        b"GIF89a=1;alert(1)",
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00 ftypheic",
    ],
)
def test_what_is_none_of_the_kinds_is_refused_whatever_its_name(content):
    with pytest.raises(FileRefused):
        taken(content)


def test_a_kind_that_was_not_asked_for_is_refused_with_what_was():
    with pytest.raises(FileRefused, match="not a JPEG image or a PNG image"):
        taken(b"%PDF-1.7", kinds={media.JPEG, media.PNG})


def test_the_limit_counts_what_is_read():
    assert taken(b"x" * 1000, limit=1000).size == 1000
    with pytest.raises(FileTooLarge, match=r"larger than 0\.001 MB"):
        taken(b"x" * 1001, limit=1000)


def test_an_endless_upload_is_left_at_the_limit():
    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b"x" * size

    upload = Endless()
    with pytest.raises(FileTooLarge):
        take(upload, kinds=EVERY, limit=1_000_000)

    assert upload.given <= 1_000_000 + media.CHUNK


# --- Images ---------------------------------------------------------------------------------------------------


def with_exif(orientation=1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = MARK.decode()
    return picture("JPEG", exif=exif.tobytes(), comment=MARK, icc_profile=MARK)


def png_with_text() -> bytes:
    plain = picture("PNG")
    chunk = b"tEXtComment\0" + MARK
    text = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return plain[:33] + text + plain[33:]


@pytest.mark.parametrize(
    "content",
    [with_exif(), png_with_text(), picture("JPEG") + MARK, picture("PNG") + MARK, picture("WEBP", exif=MARK, xmp=MARK)],
)
def test_nothing_but_pixels_survives(content):
    assert MARK in content

    made = taken(content)

    assert MARK not in made.file.read()
    made.file.seek(0)
    assert not Image.open(made.file).getexif()


def test_an_image_is_turned_upright_before_it_forgets_which_way_up_it_was():
    assert Image.open(taken(with_exif(orientation=6)).file).size == (20, 40)


def test_what_is_transparent_stays_so():
    made = taken(picture("PNG", mode="RGBA"))

    assert Image.open(made.file).mode == "RGBA"


def test_a_large_image_is_made_smaller():
    assert max(Image.open(taken(picture(size=(4000, 100))).file).size) == 2560


def huge_png(width, height) -> bytes:
    """A few hundred bytes that claim to be a picture of this size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(1000))
    chunks = b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (header, data, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("size", [(7000, 7000), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_by_its_header(size):
    with pytest.raises(FileRefused, match=r"pixels|damaged"):
        taken(huge_png(*size))


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_image_is_refused_or_made_whole(data):
    content = bytearray(data.draw(st.sampled_from(SOUND)))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(12, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        made = taken(bytes(content[: data.draw(st.integers(20, len(content)))]))
    except FileRefused:
        return

    Image.open(made.file).load()
    assert made.kind in IMAGES


SOUND = [picture("JPEG"), picture("PNG"), picture("PNG", mode="P"), picture("GIF"), picture("WEBP"), with_exif()]


# --- Archives -------------------------------------------------------------------------------------------------


def packed(*entries, method=zipfile.ZIP_DEFLATED) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    file.seek(0)
    return file


def special(name, mode) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    return entry


def encrypted() -> io.BytesIO:
    file = bytearray(packed(("a", b"x")).getvalue())
    file[6] |= 1  # in the entry, and in the directory
    file[file.index(b"PK\x01\x02") + 8] |= 1
    return io.BytesIO(bytes(file))


def test_an_archive_is_read_file_by_file():
    file = packed(("folder/", b""), ("folder/a.csv", b"1"), ("b.csv", b"2"))

    assert dict(members(file)) == {"folder/a.csv": b"1", "b.csv": b"2"}


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (packed(("../../etc/passwd", b"x")), "outside"),
        (packed(("/etc/passwd", b"x")), "outside"),
        (packed(("a/../../b", b"x")), "outside"),
        (packed(("..\\..\\windows", b"x")), "outside"),
        (packed(("C:/windows", b"x")), "outside"),
        (io.BytesIO(packed(("a", b"x")).getvalue().replace(b"a", b"\0")), "outside"),  # a name of nothing
        (packed((special("link", 0o120777), b"/etc/passwd")), "link"),
        (packed((special("device", 0o020666), b"")), "link"),
        (packed(("a", b"1"), ("A", b"2")), "same name"),
        (packed(*((f"{number}", b"") for number in range(1001))), "more than 1,000"),
        (packed(("a", bytes(2_000_000))), "tightly"),
        (packed(("a", b"x"), method=zipfile.ZIP_LZMA), "compressed in a way"),
        (encrypted(), "password"),
        (io.BytesIO(b"PK\x03\x04 and then nothing"), "damaged"),
        (io.BytesIO(packed(("a", b"x" * 1000)).getvalue()[:-30]), "damaged"),
    ],
)
def test_a_hostile_archive_is_refused(file, why):
    with pytest.raises(ArchiveRefused, match=why):
        list(members(file))


@pytest.mark.parametrize("limits", [archives.Limits(each=10), archives.Limits(total=25)])
def test_what_comes_out_is_counted(limits):
    file = packed(*((name, b"0123456789x") for name in "abc"))

    with pytest.raises(ArchiveRefused, match="more than Steward takes"):
        list(members(file, limits))


def test_a_directory_that_lies_about_sizes_gains_nothing():
    file = bytearray(packed(("a", bytes(50_000_000))).getvalue())
    directory = file.index(b"PK\x01\x02")
    file[directory + 24 : directory + 28] = struct.pack("<I", 10)  # it says: ten bytes

    with pytest.raises(ArchiveRefused):
        list(members(io.BytesIO(bytes(file))))


@given(st.binary(max_size=300), st.integers(0, 120), st.integers(0, 255))
def test_a_damaged_archive_is_read_or_refused(content, where, byte):
    file = bytearray(packed(("a", content), ("b", b"x")).getvalue())
    file[where % len(file)] = byte

    try:
        read = dict(members(io.BytesIO(bytes(file))))
    except ArchiveRefused:
        return

    assert len(read) <= 2


# --- Keeping and handing out ----------------------------------------------------------------------------------


@pytest.fixture
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return keep(taken(b"date;amount\n", name="../../secret.html"), "imports")


def test_a_file_lies_under_a_name_that_says_nothing(kept):
    assert kept.startswith("imports/")
    assert kept.endswith(".txt")
    assert "secret" not in kept
    assert default_storage.open(kept).read() == b"date;amount\n"


def test_the_same_file_twice_lies_in_two_places(kept):
    assert keep(taken(b"date;amount\n"), "imports") != kept


def ask(rf, person, kept, owner, filename="report.csv"):
    request = rf.get("/file/")
    request.user = person
    return personal_file(request, kept, owner_id=owner.pk, filename=filename, media_type="text/csv")


def test_the_owner_gets_it_as_a_download_that_nothing_keeps(rf, kept):
    owner = UserFactory.build(pk=1)

    answer = ask(rf, owner, kept, owner)

    assert b"".join(answer.streaming_content) == b"date;amount\n"
    assert answer["Content-Disposition"] == 'attachment; filename="report.csv"'
    assert answer["Content-Type"] == "text/csv"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_nobody_else_does(rf, kept):
    from django.contrib.auth.models import AnonymousUser

    owner = UserFactory.build(pk=1)
    for other in (UserFactory.build(pk=2), AnonymousUser(), UserFactory.build(pk=3, administrator=True)):
        with pytest.raises(NotThere):
            ask(rf, other, kept, owner)


def test_a_row_without_an_owner_hands_nothing_to_nobody(rf, kept):
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(NotThere):
        ask(rf, AnonymousUser(), kept, AnonymousUser())


def test_a_file_that_is_gone_is_not_there(rf, kept):
    owner = UserFactory.build(pk=1)
    default_storage.delete(kept)

    with pytest.raises(NotThere):
        ask(rf, owner, kept, owner)


def test_nginx_sends_it_where_it_is_asked_to(rf, kept, settings):
    settings.MEDIA_ACCEL_PREFIX = "/uploads/"
    owner = UserFactory.build(pk=1)

    answer = ask(rf, owner, kept, owner)

    assert answer["X-Accel-Redirect"] == f"/uploads/{kept}"
    assert answer.content == b""
    assert answer["Content-Type"] == "text/csv"


@pytest.mark.parametrize(
    ("filename", "disposition"),
    [
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("C:\\temp\\a.csv", 'attachment; filename="a.csv"'),
        ('a"; filename="b.html', 'attachment; filename="a; filename=b.html"'),
        ("a\r\nSet-Cookie: x=y.csv", 'attachment; filename="aSet-Cookie x=y.csv"'),
        ("Über 100€.csv", "attachment; filename*=utf-8''%C3%9Cber%20100%E2%82%AC.csv"),
        ("invoice\u202efdp.exe", 'attachment; filename="invoicefdp.exe"'),
        ("...", 'attachment; filename="file"'),
        ("", 'attachment; filename="file"'),
    ],
)
def test_a_name_is_made_harmless(rf, kept, filename, disposition):
    owner = UserFactory.build(pk=1)

    assert ask(rf, owner, kept, owner, filename)["Content-Disposition"] == disposition


def sandboxed(request):
    return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})


urlpatterns = [path("sandboxed/", sandboxed)]


@pytest.mark.urls(__name__)
def test_the_policy_of_pages_does_not_replace_the_sandbox(client):
    assert client.get("/sandboxed/")["Content-Security-Policy"] == "default-src 'none'; sandbox"
