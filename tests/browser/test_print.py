"""The sheet on paper, as a printer gets it."""

from __future__ import annotations

import re

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page
from psycopg.types.json import Jsonb

from tests.browser.paper import MILLIMETRES, Leaf, printed, rendered
from tests.factories import pictures
from tests.factories.people import fullest, ordinary, ready
from wodsheet.lines import LINES

LONG = {"name": "Maximiliane von Hohenschwangau-Trauttmansdorff of Lindau"}
NOTICE = "Portions of the materials are the copyrights and trademarks of Paradox Interactive AB"


def at_the_printer(page: Page, path: str, paper: str) -> list[Leaf]:
    """A character on the paper that was chosen for it."""
    page.goto(f"{path}/print")
    return on_paper(page, paper)


def on_paper(page: Page, paper: str) -> list[Leaf]:
    """The page before the browser, printed on the paper that is chosen now."""
    choose(page, paper)
    return printed(page)


def choose(page: Page, paper: str) -> None:
    """Choose this paper on the screen."""
    page.emulate_media(media="null")  # the screen on it, print on paper
    page.locator(f"#paper-{paper}").check()


def solid(words: str) -> str:
    """Words without the blank space that lines on paper put in or leave out."""
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("who", [ordinary, ready])
def test_an_ordinary_character_and_the_ready_one_are_two_pages(sign_in, factory, player, who, line):
    character = who(factory, player, line)
    page = sign_in(player.name)
    page.goto(f"{character.path}/print")
    for paper, size in MILLIMETRES.items():
        leaves = on_paper(page, paper)
        assert len(leaves) == 2, paper
        for leaf in leaves:
            assert leaf.size == pytest.approx(size, abs=1)
            assert solid(NOTICE) in solid(leaf.words)


@pytest.mark.parametrize("line", LINES)
def test_six_pictures_are_printed_whole_and_high_enough_to_see_before_the_texts(
    sign_in, factory, player, connection, line
):
    page = sign_in(player.name)
    character = ordinary(factory, player, line)
    shapes = {
        "face": (80, 100),
        "body": (60, 120),
        "own1": (120, 50),
        "own2": (40, 120),
        "own3": (9, 9),
        "own4": (90, 120),
    }
    for slot, shape in shapes.items():
        file = {"name": "a.png", "mimeType": "image/png", "buffer": pictures.file("PNG", pictures.drawing(*shape))}
        assert page.request.post(f"{character.path}/portraits/{slot}", multipart={"picture": file}).ok
    connection.execute("UPDATE portraits SET alias = 'In the winter when the Lyceum burned'")
    page.goto(f"{character.path}/print")
    for paper in MILLIMETRES:
        leaves = on_paper(page, paper)
        assert [leaf.pictures for leaf in leaves] == [1, 5], paper
        assert leaves[1].words.count("Lyceum") == 5
    page.emulate_media(media="print")
    frames = page.locator(".pictures__frame").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(frames) > 30 / 25.4 * 96 - 1
    fits = page.locator(".pictures img").evaluate_all("all => all.map((one) => getComputedStyle(one).objectFit)")
    assert set(fits) == {"contain"}


@pytest.mark.parametrize("line", LINES)
def test_one_or_two_pictures_stand_beside_the_texts_and_cost_no_page(sign_in, factory, player, line):
    page = sign_in(player.name)
    character = ready(factory, player, line)
    for slot, more in (("face", 0), ("body", 1), ("own1", 2)):
        drawing = pictures.file("PNG", pictures.drawing(60, 120))
        file = {"name": "a.png", "mimeType": "image/png", "buffer": drawing}
        assert page.request.post(f"{character.path}/portraits/{slot}", multipart={"picture": file}).ok
        page.goto(f"{character.path}/print")
        for paper in MILLIMETRES:
            leaves = on_paper(page, paper)
            assert [leaf.pictures for leaf in leaves] == [1, more], (slot, paper)
    page.emulate_media(media="print")
    heights = page.locator(".pictures img").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) > 30 / 25.4 * 96


@pytest.mark.parametrize("kind", ["Ghoul", "Mortal"])
def test_page_one_of_who_has_less_than_a_vampire_is_ruled_to_its_end(sign_in, factory, player, kind):
    page = sign_in(player.name)
    page.goto(f"{ordinary(factory, player, 'vtm', kind=kind).path}/print")
    for paper in MILLIMETRES:
        assert len(on_paper(page, paper)) == 2, paper
        page.emulate_media(media="print")
        ends = page.locator(".leaf").first.evaluate(
            "leaf => [leaf, ...leaf.querySelectorAll('.room')].map((one) => one.getBoundingClientRect().bottom)"
        )
        assert max(ends[1:]) == pytest.approx(ends[0], abs=1), paper


def test_a_long_name_is_printed_smaller_and_costs_no_page(sign_in, factory, player, connection):
    page = sign_in(player.name)
    for line in ("htr", "wta"):
        character = ready(factory, player, line)
        connection.execute("UPDATE characters SET texts = texts || %s WHERE id = %s", [Jsonb(LONG), character.id])
        leaves = at_the_printer(page, character.path, "letter")
        assert len(leaves) == 2, line


def test_long_lists_run_on_in_columns_and_part_between_their_entries(sign_in, factory, player):
    page = sign_in(player.name)
    rich = ready(factory, player, "vtm")
    for number in range(30):
        factory.entry(rich, "advantages", f"Own{number:02}", 2, position=9 + number)
    second = at_the_printer(page, rich.path, "letter")[1].words
    assert all(f"Own{number:02}" in second for number in range(30))
    assert "PARTICULARS" in second.upper()

    learned = ready(factory, player, "vtm")
    for discipline in ("Animalism", "Celerity", "Dominate", "Fortitude"):
        entry = factory.entry(learned, "disciplines", discipline, 5, position=9)
        for power in range(11):
            factory.entry(learned, "powers", f"{discipline} {power}.", parent=entry, position=power)
    first, second, *_ = (leaf.words for leaf in at_the_printer(page, learned.path, "letter"))
    assert "Fortitude 0." in first
    assert "Fortitude 10." in second


@pytest.mark.parametrize(("line", "paper"), [("vtm", "letter"), ("htr", "a4")])
def test_the_fullest_character_loses_no_word_and_no_entry_is_cut(sign_in, factory, player, connection, line, paper):
    character = fullest(factory, player, line)
    leaves = at_the_printer(sign_in(player.name), character.path, paper)
    pages = [set(re.findall(r"(?:word|Own)\d+", leaf.words)) for leaf in leaves]
    said = connection.execute("SELECT texts FROM characters WHERE id = %s", [character.id]).fetchone().texts
    for name, words in said.items():
        assert not {word for word in words.split() if word.startswith("word")} - set.union(*pages), name
    for entry in connection.execute("SELECT kind, name, texts FROM entries").fetchall():
        words = set(re.findall(r"(?:word|Own)\d+", " ".join([entry.name, *entry.texts.values()])))
        assert any(words <= page for page in pages), entry.name


@pytest.mark.parametrize("line", LINES)
def test_what_is_needed_in_play_stands_side_by_side_and_no_number_is_broken(sign_in, make_character, player, line):
    high: dict[str, int] = {"stamina": 5, "composure": 5, "resolve": 5, "rage": 0, "humanity": 2}
    high |= {"health_more": 5, "willpower_more": 5}
    page = sign_in(player.name)
    page.goto(f"{make_character(player, line, **high).path}/print")
    for paper in MILLIMETRES:
        choose(page, paper)
        tops = page.locator(".play__one").evaluate_all("each => each.map((one) => one.getBoundingClientRect().top)")
        assert len(set(tops)) == 1, paper
        tops = page.locator(".play .marks--boxes").evaluate_all(
            "all => all.map((row) => [...row.children].map((box) => box.offsetTop))"
        )
        assert all(row.count(row[0]) == min(10, len(row)) for row in tops), paper
        numbers = page.locator(".play .numbers :is(dt, dd)").evaluate_all(
            "all => all.map((words) => [words.textContent, words.getClientRects()[0].height])"
        )
        assert {words: height for words, height in numbers if height >= 20} == {}, paper


@pytest.mark.parametrize("notes", ["", "The insurers still look for whoever had a key to the side door. He had."])
def test_no_page_has_the_notice_alone(sign_in, make_character, player, notes):
    page = sign_in(player.name)
    marek = make_character(player, "wta", texts={"name": "Marek", "history": ".", "notes": notes})
    page.goto(f"{marek.path}/print")
    for sentences in range(80, 130, 10):  # a line of both columns more each time
        page.locator("[aria-labelledby=history] .written").evaluate(
            "(history, times) => history.textContent = 'He remembers. '.repeat(times)", sentences
        )
        for paper in MILLIMETRES:
            last = solid(on_paper(page, paper)[-1].words)
            assert "NOTES" in last.upper(), (paper, sentences, last)


@pytest.mark.parametrize("line", LINES)
def test_no_text_leaves_one_or_two_lines_of_it_in_another_column(sign_in, factory, player, line):
    page = sign_in(player.name)
    for sentences in (10, 14, 19, 24, 40):
        long = (text.name for text in LINES[line].texts.values() if text.shape == "prose")
        prose = dict.fromkeys(long, "He remembers. " * sentences)
        page.goto(f"{ordinary(factory, player, line, **prose).path}/print")
        for paper in MILLIMETRES:
            choose(page, paper)
            page.emulate_media(media="print")
            texts = page.locator(".story .written")
            line_height = texts.first.evaluate("one => parseFloat(getComputedStyle(one).lineHeight)")
            parts = texts.evaluate_all("all => all.map((one) => [...one.getClientRects()].map((part) => part.height))")
            lines = [round(part / line_height) for text in parts if len(text) > 1 for part in text]
            assert min(lines, default=3) >= 3, (paper, sentences)


def test_on_a_phone_no_paper_is_wider_than_the_screen(sign_in, anna):
    page = sign_in(anna.owner.name, viewport={"width": 390, "height": 844})
    page.goto(f"{anna.path}/print")
    for paper in MILLIMETRES:
        choose(page, paper)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, paper


def test_a_dark_screen_prints_black_on_white(sign_in, anna):
    page = sign_in(anna.owner.name, color_scheme="dark")
    page.goto(f"{anna.path}/print")
    page.emulate_media(media="print")
    colours = page.evaluate(
        "[getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_no_mark_of_a_printed_sheet_is_a_background(sign_in, factory, player, prefer):
    prefer(theme="dark", text_size="larger")
    character = ordinary(factory, player, "vtm")
    factory.entry(character, "own", "Favours", 3, shape="Boxes", most="8")
    page = sign_in(player.name, color_scheme="dark")
    page.goto(character.path)
    plain = rendered(page, backgrounds=False)
    assert plain == rendered(page, backgrounds=True)
    assert len(plain) <= 3
    marks = page.locator("main .dot:checked:not([value='0']), main .box:is(.superficial, .aggravated)")
    assert marks.count() > 50
    marks.evaluate_all(
        "all => all.forEach((mark) => mark.matches('.dot') ? mark.checked = false : mark.className = 'box')"
    )
    assert ink(plain) > ink(rendered(page, backgrounds=False)) + 100 * 20


def ink(leaves: list[Image.Image]) -> float:
    """How many points of these are black, grey ones in part."""
    return sum(leaf.width * leaf.height - ImageStat.Stat(leaf).sum[0] / 255 for leaf in leaves)


def test_the_paper_is_chosen_without_scripts(sign_in, anna):
    page = sign_in(anna.owner.name, java_script_enabled=False)
    page.goto(f"{anna.path}/print")
    page.get_by_label("US Letter").check()
    assert round(printed(page)[0].size[0]) == 216
