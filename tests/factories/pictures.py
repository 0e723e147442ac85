"""Pictures for tests, small and plain, so that what is odd about one is all there is to it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

RED, WHITE = (220, 20, 20), (250, 250, 250)


def drawing(width: int = 90, height: int = 60, mode: str = "RGB") -> Image.Image:
    """White with a red corner at its upper left, a third wide and high, if there is room for one."""
    image = Image.new("RGB", (width, height), WHITE)
    if min(width, height) > 2:
        ImageDraw.Draw(image).rectangle((0, 0, width // 3 - 1, height // 3 - 1), fill=RED)
    return image.convert(mode)


def file(kind: str = "PNG", image: Image.Image | None = None, **options: Any) -> bytes:
    """A drawing, or another image, as a file of this kind."""
    written = io.BytesIO()
    (image or drawing()).save(written, kind, **options)
    return written.getvalue()


def taken_by_a_camera(orientation: int = 1, size: tuple[int, int] = (90, 60)) -> bytes:
    """A JPEG that tells when, where and with what it was taken, and which way up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Camera Company"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 12.0, 30.0), 3: "E", 4: (16.0, 22.0, 5.0)})
    return file("JPEG", drawing(*size), quality=95, subsampling=0, exif=exif, comment=b"Secret comment")


def png(width: int, height: int) -> bytes:
    """A black PNG of any size, a byte for some thousand pixels."""
    press = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(press.compress(row) for _ in range(height)) + press.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    written = (
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part)) for kind, part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def seen(form: bytes) -> Image.Image:
    """One of our own forms, to be looked at."""
    return Image.open(io.BytesIO(form), formats=("WEBP",))


def pixel(image: Image.Image, x: int, y: int) -> Any:
    """One pixel: a number for a grey image, else a number for each colour."""
    return image.getpixel((x, y))


def is_red(image: Image.Image, x: float, y: float) -> bool:
    """Whether the image is red at a place, in parts of its width and height."""
    red, green, blue = pixel(image.convert("RGB"), int(image.width * x), int(image.height * y))
    return red > 150 and green < 110 and blue < 110
