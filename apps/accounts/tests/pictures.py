"""Pictures for tests to send, sound and hostile."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PLACE = b"48.8584N 2.2945E"


def picture(form: str = "JPEG", size: tuple[int, int] = (1200, 800)) -> bytes:
    """With a comment that says where it was taken."""
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, form, **({"comment": PLACE} if form in {"JPEG", "GIF"} else {}))
    return made.getvalue()


def upload(content: bytes | None = None, name: str = "me.jpg") -> dict[str, SimpleUploadedFile]:
    content = picture() if content is None else content
    return {"photo": SimpleUploadedFile(name, content, content_type="image/jpeg")}
