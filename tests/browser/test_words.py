"""Words that save by themselves."""

from playwright.sync_api import Page, Route, expect

from tests.browser.network import hold_answers, record_warnings, slow
from tests.browser.selectors import expect_saved, section, until

PROSE = 'Three lines,\n\n  "quoted", <b>bold</b> & {{ bare }},\nand a ½ of Žižkov 🩸'


def listen(page: Page) -> None:
    """Remember from here on what the page says about saving, however briefly."""
    page.evaluate("""() => {
      window.said = [];
      const line = document.getElementById("saved");
      new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
    }""")


def test_words_are_saved_exactly_a_moment_after_the_typing_stops_and_at_once_on_leaving(open_sheet, anna, saved):
    page = open_sheet(anna)
    notes = page.get_by_role("textbox", name="Notes")
    listen(page)
    notes.press_sequentially("Owes Georgius a car.")
    until(page, lambda: page.evaluate("said") == ["Saving…", "Saved"])
    assert saved(anna).texts["notes"] == "Owes Georgius a car."
    expect(notes).to_be_focused()
    with page.expect_response("**/texts/sire") as answer:
        page.get_by_label("Sire", exact=True).fill("Georgius")
        page.get_by_label("Chronicle", exact=True).focus()
    assert answer.value.ok
    assert saved(anna).texts["sire"] == "Georgius"
    notes.fill(PROSE)
    until(page, lambda: saved(anna).texts.get("notes") == PROSE)
    expect_saved(page)
    page.reload()
    expect(notes).to_have_value(PROSE)


def test_a_new_name_and_clan_are_said_at_the_top_and_a_clan_may_be_ones_own(open_sheet, anna, saved):
    page = open_sheet(anna)
    page.get_by_label("Name", exact=True).fill("Alan Cadd")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Alan Cadd")
    expect(page).to_have_title("Alan Cadd · Wodsheet")
    page.get_by_label("Name", exact=True).fill("Bertrand Cadd")
    expect(page.locator("#initial")).to_have_text("B")
    clan = page.get_by_label("Clan", exact=True)
    clan.select_option("Brujah")
    expect(page.locator("#standfirst")).to_have_text("Brujah of the 13th generation")
    bane = page.get_by_label("Bane", exact=True)
    expect(bane.locator("optgroup").first).to_have_attribute("label", "Brujah")
    expect_saved(page)
    # Who thinks better of words of their own has the choice that was.
    clan.select_option("Of my own…")
    page.keyboard.press("Tab")
    expect(clan).to_have_value("Brujah")
    assert saved(anna).texts["clan"] == "Brujah"
    clan.select_option("Of my own…")
    own = page.locator("#form-text-clan").get_by_label("Of my own")
    expect(own).to_be_focused()
    page.keyboard.type("Baali")
    expect(page.locator("#saved")).to_have_text("Saving…")
    page.keyboard.press("Enter")
    until(page, lambda: saved(anna).texts.get("clan") == "Baali")
    expect(clan).to_have_value("Baali")
    expect_saved(page)


def test_a_bane_chosen_while_a_clan_is_on_its_way_stays(open_sheet, anna, saved):
    page = open_sheet(anna)
    held = hold_answers(page, "**/texts/clan")
    page.get_by_label("Clan", exact=True).select_option("Brujah")
    until(page, lambda: held)
    bane = page.get_by_label("Bane", exact=True)
    with page.expect_response("**/texts/bane"):
        bane.select_option(index=3)
    chosen = bane.input_value()
    held.pop()()
    expect(page.locator("#standfirst")).to_contain_text("Brujah")
    expect(bane).to_have_value(chosen)
    expect_saved(page)
    expect(bane).to_have_value(chosen)
    expect(bane.locator("optgroup").first).to_have_attribute("label", "Brujah")
    assert saved(anna).texts["bane"] == chosen


def test_typing_goes_on_undisturbed_while_answers_are_slow(open_sheet, make_character, saved):
    anna = make_character(texts={"notes": "AAAA ZZZZ"})
    page = open_sheet(anna)
    slow(page, 400)
    notes = page.get_by_role("textbox", name="Notes")
    notes.evaluate("notes => { notes.focus(); notes.setSelectionRange(5, 5) }")
    for words in ("one ", "two ", "three "):
        with page.expect_request("**/texts/notes"):
            page.keyboard.type(words)
        page.keyboard.type(words.upper(), delay=30)
    expect(notes).to_have_value("AAAA one ONE two TWO three THREE ZZZZ")
    until(page, lambda: saved(anna).texts["notes"] == "AAAA one ONE two TWO three THREE ZZZZ")
    expect_saved(page)
    assert notes.evaluate("notes => [notes.selectionStart, notes.selectionEnd]") == [33, 33]


def test_what_is_typed_back_to_what_it_was_is_saved_and_a_selection_outlives_the_saving(open_sheet, make_character):
    page = open_sheet(make_character(texts={"sire": "Georgius", "notes": "a long night"}))
    sire = section(page, "Identity").get_by_label("Sire", exact=True)
    listen(page)
    sire.press("End")
    sire.press("x")
    sire.press("Backspace")
    until(page, lambda: page.evaluate("said") == ["Saving…", "Saved"])
    slow(page)
    notes = page.get_by_role("textbox", name="Notes")
    notes.focus()
    page.keyboard.press("Control+End")
    with page.expect_request("**/texts/notes"):
        page.keyboard.type("!")
    notes.evaluate("notes => notes.setSelectionRange(2, 6)")
    expect_saved(page)
    page.keyboard.type("short")
    expect(notes).to_have_value("a short night!")


def test_leaving_with_unsaved_words_asks_first(open_sheet, anna):
    page = open_sheet(anna)
    asked = record_warnings(page)
    held: list[Route] = []
    page.route("**/texts/notes", lambda route: held.append(route))
    page.get_by_role("textbox", name="Notes").press_sequentially("Owes")
    page.evaluate("location.reload()")
    until(page, lambda: asked == ["beforeunload"])
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Owes")
    until(page, lambda: held)
    held[0].continue_()
    expect_saved(page)
    page.reload()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Owes")
    assert asked == ["beforeunload"]


def test_a_name_cannot_be_emptied_nor_a_long_paste_be_cut_and_the_fields_say_why(open_sheet, anna, saved, complaints):
    complaints.expect("422")
    page = open_sheet(anna)
    name = page.get_by_label("Name", exact=True)
    name.fill("")
    name.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Not saved")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("Name needs at least one letter.")
    assert saved(anna).texts["name"] == "Anna"
    name.fill("Anna B.")
    name.press("Tab")
    until(page, lambda: saved(anna).texts["name"] == "Anna B.")
    expect_saved(page)
    expect(name).to_have_attribute("aria-invalid", "false")
    expect(name).to_have_accessible_description("")
    sire = page.get_by_label("Sire", exact=True)
    sire.focus()
    page.keyboard.insert_text("Georgius " * 20)
    expect(page.locator(".problem")).to_have_text("Sire is 180 letters; the most is 100.")
    expect(sire).to_have_value("Georgius " * 20)
    assert "sire" not in saved(anna).texts


def test_words_of_ones_own_go_on_while_the_choice_before_is_on_its_way(open_sheet, anna, saved):
    page = open_sheet(anna)
    answers = hold_answers(page, "**/texts/clan")
    clan, form = page.get_by_label("Clan", exact=True), page.locator("#form-text-clan")
    clan.select_option("Toreador")
    until(page, lambda: answers)
    clan.select_option("Of my own…")
    own = form.get_by_label("Of my own")
    own.press_sequentially("Baa")
    answers.pop()()
    expect(page.locator("#standfirst")).to_have_text("Toreador of the 13th generation")
    own.press_sequentially("li")
    expect(own).to_have_value("Baali")
    own.blur()
    until(page, lambda: answers)
    answers.pop()()
    expect(clan).to_have_value("Baali")
    expect_saved(page)
    assert saved(anna).texts["clan"] == "Baali"
    clan.select_option("Brujah")
    until(page, lambda: answers)
    clan.select_option("Of my own…")
    answers.pop()()
    expect(page.locator("#standfirst")).to_have_text("Brujah of the 13th generation")
    own.blur()
    expect(clan).to_have_value("Brujah")
    clan.select_option("Gangrel")
    until(page, lambda: answers)
    clan.select_option("Ravnos")
    answers.pop()()
    until(page, lambda: answers)
    answers.pop()()
    expect(clan).to_have_value("Ravnos")
    expect_saved(page)
    assert saved(anna).texts["clan"] == "Ravnos"
