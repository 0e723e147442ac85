"""Makes ours of a stranger's picture: a program of its own, so that whatever the file does, it does to this alone.

Called with the small form's width and height, the focus in percent from left and top, and the longest edge of the large
form, or 0 for none. Reads the file on standard input, and answers on standard output with a line of JSON:
``{"width", "height", "lengths"}`` with the forms themselves behind it, small and large, as WebP; or ``{"refused"}``
with a key of ``opening.REFUSED``. Without an answer it was too much.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
import warnings

from PIL import AvifImagePlugin, ExifTags, Image, ImageCms
from PIL import WebPImagePlugin as WebPImagePlugin  # known from here on

# What is opened at all, and the most pixels of each, so that none takes more than MEMORY: a JPEG is decoded at a
# fraction of its size, unless it is progressive; a WebP or AVIF lies there four times before it can be made smaller.
MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 20_000_000, "GIF": 20_000_000, "WEBP": 6_600_000, "AVIF": 6_600_000}
MOST_PROGRESSIVE = 15_000_000

# Of its own memory; with what programs share it has some twenty megabytes more.
MEMORY = 128 * 1024 * 1024
# What a decoder has besides.
WORKING = 4 * 1024 * 1024
SECONDS = 2
POLITENESS = 10
QUALITY = 82

# What a file's orientation asks for (Exif, tag 274).
ORIENTATION = ExifTags.Base.Orientation
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
STRIP = 64


class Refused(Exception):
    """The file is not taken; the argument is the key of the reason."""


def main() -> None:
    width, height, x, y, longest = map(int, sys.argv[1:])
    confine()
    try:
        picture = opened(io.BytesIO(sys.stdin.buffer.read()), longest)
        forms = [encoded(cut(picture, width, height, x, y)), *([encoded(picture)] if longest else [])]
    except Refused as refused:
        print(json.dumps({"refused": str(refused)}))
        return
    answer = {"width": picture.width, "height": picture.height, "lengths": [len(form) for form in forms]}
    sys.stdout.buffer.write(b"\n".join((json.dumps(answer).encode(), b"".join(forms))))


def confine() -> None:
    """Let this process take so much memory and time, write no file, and stand behind everybody's clicks."""
    os.nice(POLITENESS)
    for what, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    # Below the hard limit the end is SIGXCPU, which says why; at it SIGKILL, which says nothing.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    warnings.simplefilter("ignore")


def opened(file: io.BytesIO, longest: int) -> Image.Image:
    """The picture as it is meant to be seen, no longer than ``longest`` (0: as it is), as RGB or RGBA and nothing else.

    Raises Refused.
    """
    picture = identified(file)
    working = working_bytes(picture)
    try:
        picture = shrunk(picture, longest or max(picture.size))
    except MemoryError:
        raise Refused("large") from None
    except Exception:
        raise Refused("broken" if there_is_room(working) else "much") from None
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def working_bytes(picture: Image.Image) -> int:
    """What decoding takes at most besides the picture: of a progressive JPEG every coefficient, two bytes each."""
    coefficients = picture.width * picture.height * len(picture.getbands())
    return WORKING + (2 * coefficients if picture.info.get("progressive") else 0)


def there_is_room(working: int) -> bool:
    """Whether so many bytes can be had. A decoder that could not have them says only that the file is broken."""
    try:
        bytearray(working)
    except MemoryError:
        return False
    return True


def identified(file: io.BytesIO) -> Image.Image:
    """The picture with only its header read, its pixels counted before anything is decoded. Raises Refused."""
    for kind, most in MOST_PIXELS.items():
        # Pillow warns above this and refuses above twice as much, before it makes room for them.
        Image.MAX_IMAGE_PIXELS = most // 2
        try:
            picture = Image.open(file, formats=(kind,))
        except Image.UnidentifiedImageError:
            continue
        except (Image.DecompressionBombError, MemoryError):
            raise Refused("large") from None
        except Exception:
            raise Refused("broken") from None
        if picture.info.get("progressive") and picture.width * picture.height > MOST_PROGRESSIVE:
            raise Refused("large")
        return picture
    raise Refused("unknown")


def shrunk(picture: Image.Image, longest: int) -> Image.Image:
    """The picture decoded, at its size, upright, in the colours of a screen."""
    scale = min(1, longest / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    # A JPEG is decoded at a half, a quarter or an eighth where that is still large enough. Width and height are the
    # file's own here: it is turned upright afterwards.
    picture.draft(picture.mode, size)
    picture.load()
    orientation, profile = picture.getexif().get(ORIENTATION, 1), picture.info.get("icc_profile")
    shrunk = reduced(picture, max(1, max(picture.size) // longest)).resize(size, Image.Resampling.LANCZOS)
    upright = shrunk.transpose(TURNS[orientation]) if orientation in TURNS else shrunk
    return in_srgb(upright, profile)


def reduced(picture: Image.Image, factor: int) -> Image.Image:
    """The picture at a fraction of its size, strip by strip: never is there a second one as large as the first."""
    if factor == 1:
        return plain(picture)
    strips = []
    for top in range(0, picture.height, STRIP * factor):
        box = (0, top, picture.width, min(top + STRIP * factor, picture.height))
        strips.append(plain(picture.crop(box)).reduce(factor))
    whole = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        whole.paste(strip, (0, number * STRIP))
    return whole


def plain(picture: Image.Image) -> Image.Image:
    """The same in a mode that can be resized well: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: a plain conversion would make everything above 255 white.
        return picture.point(lambda grey: grey / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours the file's profile means, said as a screen without it would show them."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
        else:
            assert converted
            return converted
    return picture.convert(mode)


def cut(picture: Image.Image, width: int, height: int, x: int, y: int) -> Image.Image:
    """The largest part in the small form's shape, the focus as near to its middle as can be; never magnified."""
    scale = min(picture.width / width, picture.height / height)
    wide, high = max(1, int(width * scale)), max(1, int(height * scale))
    left = max(0, min(round(picture.width * x / 100 - wide / 2), picture.width - wide))
    top = max(0, min(round(picture.height * y / 100 - high / 2), picture.height - high))
    part = picture.crop((left, top, left + wide, top + high))
    return part.resize((width, height), Image.Resampling.LANCZOS) if scale > 1 else part


def encoded(picture: Image.Image) -> bytes:
    """As WebP, with nothing in it but the picture."""
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue()


if __name__ == "__main__":
    main()
