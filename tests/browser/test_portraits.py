"""Pictures by hand: chosen, dropped, cut by pointer and key, and all of it without scripts."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import complaints_as_it_stands, complaints_of_axe
from tests.browser.devices import DESKTOP, PHONE
from tests.browser.selectors import expect_saved, until
from tests.factories import pictures

DROP = """(plate, [content, kind]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  if (bytes.length) carried.items.add(new File([bytes], "a drawing", { type: kind }));
  else carried.setData("text/uri-list", "https://cdn.example.org/avatars/1.png");
  for (const type of ["dragover", "drop"])
    plate.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""


WATCH_THE_BAR = """
window.bars = [];
new MutationObserver(() => document.querySelector("#plate-face progress:not([hidden])") && window.bars.push("bar seen"))
  .observe(document.querySelector("#plate-face"), { subtree: true, attributes: true });
"""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A drawing three times as wide as it is high, red at its upper left."""
    path = tmp_path / "drawing.png"
    path.write_bytes(pictures.file("PNG", pictures.drawing(900, 300)))
    return path


@pytest.fixture
def open_album(open_sheet: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a character's portraits by the link on its sheet."""

    def open_album(character, **options) -> Page:
        page = open_sheet(character, **options)
        page.get_by_role("link", name="Portraits", exact=True).click()
        expect(plate(page, "Face")).to_be_visible()
        return page

    return open_album


@pytest.fixture
def shown(connection) -> Callable[[str], pictures.Image.Image]:
    """What the server keeps of a slot's row."""
    return lambda slot: connection.execute("SELECT * FROM portraits WHERE slot = %s", [slot]).fetchone()


def plate(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def open_part(of: Locator, name: str) -> None:
    """Open what a plate has folded away."""
    of.locator("summary", has_text=name).click()


def drop(page: Page, name: str, content: bytes, kind: str = "image/png") -> None:
    plate(page, name).evaluate(DROP, [base64.b64encode(content).decode(), kind])


def expect_drawn(image: Locator) -> None:
    """Wait until a picture has come and is one."""
    expect(image).to_be_visible()
    image.evaluate("image => image.decode()")
    assert image.evaluate("image => image.naturalWidth") > 0


def test_a_chosen_picture_goes_up_with_a_bar_and_is_the_face(open_album, anna, picture, shown):
    page = open_album(anna)
    page.evaluate(WATCH_THE_BAR)
    face = plate(page, "Face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    expect_drawn(face.get_by_role("img", name="Face of Anna"))
    expect(page.get_by_role("status").last).to_have_text("The picture is here.")
    expect(face.get_by_label("Replace the picture")).to_be_focused()
    assert "bar seen" in page.evaluate("window.bars")
    page.get_by_role("link", name="Sheet", exact=True).click()
    expect_drawn(page.get_by_role("img", name="Portrait of Anna"))
    page.get_by_role("link", name="Your characters").click()
    expect_drawn(page.locator(".card img"))


def test_a_picture_chosen_before_the_scripts_were_there_goes_up_too(open_sheet, anna, picture):
    page, held = open_sheet(anna), []
    page.route(re.compile(r"/portraits\b.*\.js"), lambda route: held.append(route))
    page.get_by_role("link", name="Portraits", exact=True).click()
    face = plate(page, "Face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    until(page, lambda: held)
    held[0].continue_()
    expect_drawn(face.get_by_role("img", name="Face of Anna"))


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_face_stands_at_the_head_of_the_printed_sheet(open_album, anna, picture, device):
    page = open_album(anna, **device)
    face = plate(page, "Face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    expect_drawn(face.get_by_role("img"))
    page.goto(f"{anna.path}/print")
    expect_drawn(page.get_by_role("img", name="Portrait of Anna"))
    head = page.locator(".leaf__head").bounding_box()
    drawn = page.get_by_role("img", name="Portrait of Anna").bounding_box()
    assert drawn
    assert head
    assert head["x"] <= drawn["x"]
    assert drawn["x"] + drawn["width"] <= head["x"] + head["width"]
    assert head["y"] <= drawn["y"]
    assert drawn["y"] + drawn["height"] <= head["y"] + head["height"] + 1
    assert drawn["height"] == pytest.approx(25 / 25.4 * 96, abs=1)


def test_a_picture_dropped_on_its_plate_goes_up(open_album, anna, picture):
    page = open_album(anna)
    drop(page, "Fourth picture", picture.read_bytes())
    expect_drawn(plate(page, "Fourth picture").get_by_role("img"))
    expect(plate(page, "Face").get_by_role("img")).to_have_count(0)


def test_an_address_that_is_dropped_is_not_fetched(open_album, anna, site):
    page = open_album(anna)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    drop(page, "Face", b"")
    expect(plate(page, "Face")).to_contain_text("Save it first.")
    assert [address for address in asked if not address.startswith(site)] == []


def test_a_refused_picture_says_why_and_the_old_one_stands(open_album, anna, picture, complaints):
    complaints.expect("422")
    page = open_album(anna)
    face = plate(page, "Face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    expect_drawn(face.get_by_role("img"))
    drop(page, "Face", b"<html>", "text/html")
    expect(face).to_contain_text("This is not a picture that can be opened")
    expect_drawn(face.get_by_role("img"))
    drop(page, "Body", bytes(10_000_001))
    expect(plate(page, "Body")).to_contain_text("A picture may have 10 megabytes.")


def test_a_picture_that_gets_lost_on_the_way_is_said(open_album, anna, picture, complaints):
    complaints.expect("ERR_FAILED")
    page = open_album(anna)
    page.route("**/portraits/face", lambda route: route.abort())
    face = plate(page, "Face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    expect(face).to_contain_text("did not get through")
    page.unroute("**/portraits/face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    expect_drawn(face.get_by_role("img"))
    expect(face).not_to_contain_text("did not get through")


def test_who_is_signed_out_meanwhile_is_led_to_the_door(open_album, anna, picture, connection, complaints):
    complaints.expect("401")
    page = open_album(anna)
    connection.execute("DELETE FROM sessions")
    plate(page, "Face").get_by_label("Choose a picture").set_input_files(picture)
    expect(page).to_have_url(re.compile("/login\\?next=/vtm/"))


def test_the_focus_is_set_by_pointer_and_by_keys(open_album, anna, picture, shown):
    page = open_album(anna)
    face = plate(page, "Face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    expect_drawn(face.get_by_role("img"))
    first = face.locator(".portrait img").get_attribute("src")
    open_part(face, "Crop")
    whole = face.locator(".aim__picture")
    expect_drawn(whole.locator("img"))
    box = whole.bounding_box()
    assert box
    whole.click(position={"x": box["width"] * 0.1, "y": box["height"] * 0.2})
    expect(face.get_by_label("From the left")).to_have_value("10")
    until(page, lambda: shown("face").x == 10)
    expect(face.locator(".portrait img")).not_to_have_attribute("src", first or "")
    expect_drawn(face.locator(".portrait img"))
    expect_saved(page)

    face.get_by_label("From the left").press("ArrowRight")
    face.get_by_label("From the top").press("End")
    until(page, lambda: (shown("face").x, shown("face").y) == (11, 100))
    expect(face.get_by_label("From the top")).to_be_focused()


def test_alias_and_alt_text_save_by_themselves(open_album, anna, picture, shown):
    page = open_album(anna)
    own = plate(page, "Third picture")
    own.get_by_label("Choose a picture").set_input_files(picture)
    expect_drawn(own.get_by_role("img"))
    own.get_by_label("Alt text").fill("A house by a river, at night")
    own.get_by_label("Alias").fill("Her haven")
    expect(page.get_by_role("heading", name="Her haven")).to_be_visible()
    expect_saved(page)
    until(page, lambda: (shown("own1").alias, shown("own1").alt) == ("Her haven", "A house by a river, at night"))
    page.reload()
    expect(plate(page, "Her haven").get_by_role("img", name="A house by a river, at night")).to_be_visible()


def test_a_picture_is_removed_after_a_second_thought(open_album, anna, picture):
    page = open_album(anna)
    face = plate(page, "Face")
    face.get_by_label("Choose a picture").set_input_files(picture)
    expect_drawn(face.get_by_role("img"))
    open_part(face, "Remove")
    expect(face).to_contain_text("go for good")
    face.get_by_role("button", name="Remove Face").click()
    expect(plate(page, "Face").get_by_label("Choose a picture")).to_be_visible()
    expect(plate(page, "Face").get_by_role("img")).to_have_count(0)


def test_without_scripts_pictures_are_sent_cut_described_and_removed(open_album, anna, picture, shown, complaints):
    complaints.expect("422")
    page = open_album(anna, java_script_enabled=False)
    face = plate(page, "Face")
    face.get_by_role("button", name="Send").click()
    expect(face).to_contain_text("Choose a picture first.")
    face.get_by_label("Choose a picture").set_input_files(picture)
    face.get_by_role("button", name="Send").click()
    expect(face.get_by_role("img", name="Face of Anna")).to_be_visible()
    assert page.url.endswith("#plate-face")
    face.get_by_label("Alias").fill("The Heron")
    face.get_by_label("Alias").locator("xpath=ancestor::form").get_by_role("button", name="Save").click()
    heron = plate(page, "The Heron")
    open_part(heron, "Crop")
    heron.get_by_label("From the left").fill("0")
    heron.get_by_role("button", name="Crop").click()
    expect(heron.get_by_role("img")).to_be_visible()
    assert (shown("face").x, shown("face").alias) == (0, "The Heron")
    open_part(heron, "Remove")
    heron.get_by_role("button", name="Remove Face").click()
    expect(plate(page, "Face").get_by_label("Choose a picture")).to_be_visible()


def test_without_scripts_a_picture_that_is_too_large_is_told_so(open_album, anna, tmp_path, complaints):
    complaints.expect("413")
    page = open_album(anna, java_script_enabled=False)
    (tmp_path / "large.png").write_bytes(bytes(15_000_000))
    plate(page, "Face").get_by_label("Choose a picture").set_input_files(tmp_path / "large.png")
    plate(page, "Face").get_by_role("button", name="Send").click()
    expect(plate(page, "Face")).to_contain_text("A picture may have 10 megabytes.")


@pytest.mark.parametrize(("theme", "device"), [("light", DESKTOP), ("dark", PHONE)], ids=["light-wide", "dark-phone"])
def test_axe_finds_nothing_on_a_page_of_portraits_and_nothing_is_too_wide(open_album, anna, picture, theme, device):
    page = open_album(anna, **device, color_scheme=theme)
    for name in ("Face", "Body"):
        plate(page, name).get_by_label("Choose a picture").set_input_files(picture)
        expect_drawn(plate(page, name).get_by_role("img"))
    plate(page, "Face").get_by_label("Alias").fill("Maximiliane-von-Hohenschwangau-Trauttmansdorff " * 2)
    expect_saved(page)
    assert complaints_of_axe(page, "/", anna.path, f"{anna.path}/portraits") == []
    for name in ("Crop", "Remove"):
        open_part(page.locator("#plate-face"), name)
    assert complaints_as_it_stands(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
