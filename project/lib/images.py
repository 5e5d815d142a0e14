"""
Images made anew: decoded within limits, turned upright, and encoded again without anything but pixels.

Pillow is imported at the first image: it is 10 MB, and most processes see none.
"""

import struct
import warnings
from io import BytesIO
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560
# What Pillow's decoders raise on damaged input.
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error)


class Unreadable(Exception):
    """A sentence fit to show the person."""


def made_anew(
    file: IO[bytes], *, longest_side: int = LONGEST_SIDE, most_decoded: int = MOST_PIXELS
) -> tuple[IO[bytes], str]:
    """
    The picture and nothing else: no position, camera, comment, colour profile, preview or hidden trailer.

    The first frame of an animation; photographs stay JPEG, what may be transparent becomes PNG or WebP.

    :param most_decoded: pixels that memory must hold; a JPEG is decoded at a fraction where it is made much smaller
    :returns: the new file and the name of its format
    :raises Unreadable: it is damaged, of another format, or has too many pixels
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as opened:
                # The header says how large it will be: ask before a pixel is decoded.
                _bounded(opened, MOST_PIXELS)
                encode_as = opened.format if opened.format in {"JPEG", "WEBP"} else "PNG"
                opened.draft("RGB", (longest_side, longest_side))
                _bounded(opened, most_decoded)
                opened.load()
                try:
                    upright = ImageOps.exif_transpose(opened)
                except DAMAGED:
                    upright = opened.copy()  # sound pixels under broken metadata
                transparent = encode_as != "JPEG" and upright.has_transparency_data
                pixels = upright.convert("RGBA" if transparent else "RGB")
        pixels.thumbnail((longest_side, longest_side))
        bare = Image.new(pixels.mode, pixels.size)
        bare.paste(pixels)
        made = BytesIO()
        bare.save(made, encode_as, quality=85)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Unreadable("The image has too many pixels.") from fault
    except DAMAGED as fault:
        raise Unreadable("The image is damaged, or not of a kind that Steward reads.") from fault
    made.seek(0)
    return made, encode_as


def _bounded(image: "Image", most: int) -> None:
    if image.width * image.height > most:
        raise Unreadable(f"The image has more than {most // 1_000_000} million pixels.")
