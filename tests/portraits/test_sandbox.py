"""What becomes of a stranger's file: a picture of ours, or a sentence."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from tests.factories import pictures
from tests.waiting import eventually
from wodsheet.portraits import LONGEST_EDGE, SLOTS, sandbox
from wodsheet.problems import Refused

FACE = SLOTS["face"]


def opened(content: bytes) -> sandbox.Opened:
    """The file as the app opens it, from a file as the server has it."""
    with tempfile.SpooledTemporaryFile() as file:
        file.write(content)
        return sandbox.opened(file, FACE)


def why(content: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(Refused) as refused:
        opened(content)
    assert refused.value.details[0]["field"] == "picture"
    return refused.value.details[0]["message"]


def chunks(form: bytes) -> list[bytes]:
    """The names of the parts a WebP consists of."""
    assert (form[:4], form[8:12]) == (b"RIFF", b"WEBP")
    names, at = [], 12
    while at < len(form):
        names.append(form[at : at + 4])
        length = int.from_bytes(form[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return names


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_the_five_kinds_are_opened_and_become_webp(kind):
    picture = opened(pictures.file(kind, pictures.drawing(400, 500)))
    small, large = pictures.seen(picture.small), pictures.seen(picture.large)
    assert (small.size, large.size) == ((320, 400), (400, 500))
    assert (picture.width, picture.height) == (400, 500)
    assert pictures.is_red(large, 0.1, 0.1)
    assert not pictures.is_red(large, 0.9, 0.9)


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "TGA", "ICO", "JPEG2000", "PDF"])
def test_no_other_kind_is_opened(kind):
    assert why(pictures.file(kind)) == sandbox.REFUSED["unknown"]


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused(content):
    assert why(content) == sandbox.REFUSED["unknown"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_it_was_taken(orientation):
    """The red corner, first in the file, is where the orientation says that the first pixel belongs."""
    large = pictures.seen(opened(pictures.taken_by_a_camera(orientation)).large)
    left, top = orientation in (1, 4, 5, 8), orientation in (1, 2, 5, 6)
    assert large.size == ((90, 60) if orientation < 5 else (60, 90))
    for right in (0, 1):
        for down in (0, 1):
            expected = (right, down) == (0 if left else 1, 0 if top else 1)
            assert pictures.is_red(large, 0.05 + 0.9 * right, 0.05 + 0.9 * down) == expected


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_large_photograph_is_no_longer_than_the_longest_edge(orientation):
    picture = opened(pictures.taken_by_a_camera(orientation, (4000, 3000)))
    assert pictures.seen(picture.large).size == ((LONGEST_EDGE, 900) if orientation == 1 else (900, LONGEST_EDGE))


def test_every_scrap_of_what_a_camera_tells_is_gone():
    content = pictures.taken_by_a_camera()
    assert b"Secret" in content
    picture = opened(content)
    for form in (picture.small, picture.large):
        assert b"Secret" not in form
        assert chunks(form) in ([b"VP8 "], [b"VP8L"])


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_nothing_is_left_of_what_other_files_tell(kind):
    exif = Image.Exif()
    exif[0x010F] = "Secret"
    told = {"exif": exif, "xmp": b"<x:xmpmeta>Secret</x:xmpmeta>"}
    picture = opened(pictures.file(kind, pictures.drawing(mode="RGBA"), **told))
    assert set(chunks(picture.large)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
    assert b"Secret" not in picture.large


def test_what_hangs_behind_a_picture_is_gone():
    for kind in ("GIF", "JPEG"):
        picture = opened(pictures.file(kind) + b"<script>alert(1)</script>PK\x03\x04")
        assert b"script" not in picture.small + picture.large


def test_of_moving_pictures_the_first_is_kept():
    others = [Image.new("RGB", (90, 60), "blue")] * 3
    for kind in ("GIF", "WEBP"):
        moving = pictures.file(kind, pictures.drawing(), save_all=True, append_images=others)
        large = pictures.seen(opened(moving).large)
        assert getattr(large, "n_frames", 1) == 1
        assert pictures.is_red(large, 0.1, 0.1)


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "RGBA", "LA"])
def test_every_way_to_say_colours_is_understood(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    large = pictures.seen(opened(pictures.file(kind, pictures.drawing(mode=mode))).large)
    grey = large.convert("L")
    assert pictures.pixel(grey, 80, 50) > 230
    assert pictures.pixel(grey, 5, 5) < 150


def test_sixteen_bits_of_grey_are_not_all_white():
    levels = b"".join((number * 655).to_bytes(2, "little") for number in range(100)) * 100
    large = pictures.seen(opened(pictures.file("PNG", Image.frombytes("I;16", (100, 100), levels))).large).convert("L")
    assert pictures.pixel(large, 2, 50) < 20
    assert 115 < pictures.pixel(large, 50, 50) < 140
    assert pictures.pixel(large, 97, 50) > 235


def test_what_is_transparent_stays_so():
    clear = pictures.drawing(mode="RGBA")
    clear.putalpha(0)
    palette = pictures.drawing().quantize(8)
    white = pictures.pixel(palette, 80, 50)
    for content in (pictures.file("PNG", clear), pictures.file("PNG", palette, transparency=white)):
        assert pictures.pixel(pictures.seen(opened(content).large).convert("RGBA"), 80, 50)[3] < 10


def test_the_colours_are_those_the_files_profile_means():
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = swapped.index(b"rXYZ"), swapped.index(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    large = pictures.seen(opened(pictures.file("PNG", pictures.drawing(), icc_profile=bytes(swapped))).large)
    red_now, green_now, _ = pictures.pixel(large.convert("RGB"), 5, 5)
    assert green_now > 150 > red_now


def test_a_broken_profile_is_no_reason_to_refuse():
    large = pictures.seen(opened(pictures.file("PNG", icc_profile=b"no profile at all")).large)
    assert pictures.is_red(large, 0.1, 0.1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_file_cut_off_is_refused(kind):
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    content = pictures.file(kind, noise)
    assert why(content[: len(content) // 2]) == sandbox.REFUSED["unknown" if kind == "AVIF" else "broken"]


def test_a_progressive_picture_cut_off_is_refused_as_that():
    content = pictures.file("JPEG", Image.effect_noise((300, 300), 80).convert("CMYK"), progressive=True)
    assert why(content[: len(content) // 2]) == sandbox.REFUSED["broken"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives it no more memory")
def test_a_whole_picture_that_takes_too_much_is_not_called_damaged():
    """All of a progressive JPEG lies in memory, with a fourth colour more than there is, before one pixel is known."""
    content = pictures.file("JPEG", pictures.drawing(4470, 3350, "CMYK"), progressive=True, subsampling=0)
    assert why(content) == sandbox.REFUSED["much"]
    assert "smaller" in sandbox.REFUSED["much"]


@pytest.mark.parametrize("size", [(30_000, 30_000), (9_000, 9_000), (4_600, 4_400)])
def test_more_pixels_than_a_kind_may_have_are_refused_by_the_header(size):
    content = pictures.png(*size)
    assert len(content) < 200_000
    assert why(content) == sandbox.REFUSED["large"]


def test_a_webp_is_counted_before_there_is_room_made_for_it():
    head = b"RIFF\x00\x10\x00\x00WEBPVP8X\x0a\x00\x00\x00" + bytes(4) + (16_382).to_bytes(3, "little") * 2
    assert why(head + bytes(4096)) == sandbox.REFUSED["large"]


@pytest.mark.parametrize("size", [(1, 1), (5000, 1), (1, 5000), (3, 7)])
def test_the_smallest_and_the_narrowest_picture_are_pictures(size):
    picture = opened(pictures.file("PNG", pictures.drawing(*size)))
    assert max(pictures.seen(picture.large).size) <= LONGEST_EDGE


def test_the_small_form_is_cut_around_the_focus_and_never_magnified():
    large = opened(pictures.file("PNG", pictures.drawing(900, 300))).large
    small = {x: pictures.seen(sandbox.cut_again(large, FACE, x, 0)) for x in (0, 50, 100)}
    assert {image.size for image in small.values()} == {(240, 300)}
    assert [pictures.is_red(small[x], 0.1, 0.1) for x in (0, 50, 100)] == [True, False, False]


# What the decoder may take, and what it knows.

DECODER = Path(sandbox.DECODER)


# Memory is asked of the kernel's own book: what a process used includes, elsewhere, what its parent was before it.
MEASURED = f"""
import sys; sys.path.insert(0, {str(DECODER.parent)!r}); import decoder, resource
decoder.main()
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, open("/proc/self/status").read().split("VmHWM:")[1].split()[0], file=sys.stderr)
"""


def measured(content: bytes) -> tuple[float, float]:
    """Seconds of work and megabytes at most that one picture takes."""
    asked = [sys.executable, "-I", "-c", MEASURED, "320", "400", "50", "50", "1200"]
    done = subprocess.run(asked, input=content, capture_output=True, env={}, check=True)
    assert b'"lengths"' in done.stdout
    seconds, kilobytes = done.stderr.split()
    return float(seconds), int(kilobytes) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux writes down what a process took at most")
@pytest.mark.parametrize(
    ("kind", "width", "height", "mode"),
    [("JPEG", 7300, 5400, "RGB"), ("PNG", 5000, 4000, "RGBA"), ("WEBP", 2560, 2560, "RGBA")],
)
def test_the_largest_pictures_stay_within_two_seconds_and_150_megabytes(kind, width, height, mode):
    options = {"WEBP": {"method": 0}, "PNG": {"compress_level": 1}}.get(kind, {})
    seconds, megabytes = measured(pictures.file(kind, pictures.drawing(width, height, mode), **options))
    assert seconds < 2
    assert megabytes < 150


def test_a_decoder_that_wants_more_memory_is_refused_it(tmp_path, monkeypatch):
    greedy = tmp_path / "greedy.py"
    greedy.write_text(
        f"import sys; sys.path.insert(0, {str(DECODER.parent)!r}); import decoder; decoder.confine(); [0] * 10**9"
    )
    monkeypatch.setattr(sandbox, "DECODER", greedy)
    assert why(pictures.file()) == sandbox.REFUSED["much"]


def test_a_decoder_that_does_not_come_to_an_end_is_ended(tmp_path, monkeypatch):
    endless = tmp_path / "endless.py"
    endless.write_text(
        f"import sys; sys.path.insert(0, {str(DECODER.parent)!r}); import decoder\n"
        "decoder.POLITENESS, decoder.SECONDS = 0, 1\ndecoder.confine()\nwhile 1: pass"
    )
    monkeypatch.setattr(sandbox, "DECODER", endless)
    # Its limit is CPU, which takes longer by the clock where the machine is busy.
    monkeypatch.setattr(sandbox, "DEADLINE", 30)
    assert why(pictures.file()) == sandbox.REFUSED["much"]


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "os.kill(os.getpid(), 15)", "time.sleep(60)"])
def test_a_host_that_ends_or_starves_the_decoder_is_not_the_fault_of_the_picture(tmp_path, monkeypatch, end):
    ended = tmp_path / "ended.py"
    ended.write_text(f"import os, time\n{end}")
    monkeypatch.setattr(sandbox, "DECODER", ended)
    monkeypatch.setattr(sandbox, "DEADLINE", 0.5)
    with pytest.raises(sandbox.Starved) as starved:
        opened(pictures.file())
    assert (starved.value.code, starved.value.retry_after) == (503, 2)


def test_a_host_that_starts_no_process_is_not_the_fault_of_the_picture(monkeypatch):
    monkeypatch.setattr(sandbox.sys, "executable", "/nowhere/python")
    with pytest.raises(sandbox.Starved):
        opened(pictures.file())


def test_a_picture_that_breaks_the_decoder_is_refused(tmp_path, monkeypatch):
    broken = tmp_path / "broken.py"
    broken.write_text("import os; os.kill(os.getpid(), 11)")
    monkeypatch.setattr(sandbox, "DECODER", broken)
    assert why(pictures.file()) == sandbox.REFUSED["much"]


def test_a_decoder_knows_no_secret_and_can_write_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret of the app")
    curious = tmp_path / "curious.py"
    found = tmp_path / "found"
    curious.write_text(
        f"import os, sys, json; sys.path.insert(0, {str(DECODER.parent)!r}); import decoder; decoder.confine()\n"
        f"try: open({str(found)!r}, 'w').write('x' * 9999)\nexcept OSError: pass\n"
        "print(json.dumps({'refused': 'large' if 'SECRET_KEY' in os.environ else 'broken'}))"
    )
    monkeypatch.setattr(sandbox, "DECODER", curious)
    why(pictures.file())
    assert not found.exists() or found.stat().st_size == 0
    assert why(pictures.file()) == sandbox.REFUSED["broken"]


@pytest.fixture
def slow(tmp_path, monkeypatch) -> Path:
    """A decoder that says when it began, and waits until it is let go; the folder of those that began.

    Its turns are not the host's: other tests open pictures meanwhile.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    waiting = tmp_path / "slow.py"
    waiting.write_text(
        "import os, sys, time, json, tempfile\n"
        f"mark = tempfile.mkstemp(dir={str(tmp_path)!r}, suffix='.began')[1]\n"
        f"while not os.path.exists({str(tmp_path / 'go')!r}): time.sleep(0.01)\n"
        "os.unlink(mark); print(json.dumps({'refused': 'broken'}))"
    )
    monkeypatch.setattr(sandbox, "DECODER", waiting)
    return tmp_path


def test_two_pictures_are_opened_at_once_and_the_third_waits_its_turn(slow):
    askers = [threading.Thread(target=lambda: why(pictures.file())) for _ in range(3)]
    for asker in askers:
        asker.start()
    eventually(lambda: len(list(slow.glob("*.began"))) == 2)
    time.sleep(0.3)
    assert len(list(slow.glob("*.began"))) == 2
    (slow / "go").touch()
    for asker in askers:
        asker.join(10)
    assert not any(asker.is_alive() for asker in askers)


def test_who_waits_too_long_is_told(slow, monkeypatch):
    with sandbox.turn(), sandbox.turn():
        monkeypatch.setattr(sandbox, "PATIENCE", 0.2)
        with pytest.raises(sandbox.Busy):
            opened(pictures.file())


def test_limits_are_those_of_the_child_alone():
    ours = resource.getrlimit(resource.RLIMIT_DATA), os.nice(0)
    opened(pictures.file())
    assert (resource.getrlimit(resource.RLIMIT_DATA), os.nice(0)) == ours


def test_our_own_forms_can_be_read_by_anybody():
    large = opened(pictures.file("PNG", pictures.drawing(mode="RGBA"))).large
    assert Image.open(io.BytesIO(large)).format == "WEBP"
