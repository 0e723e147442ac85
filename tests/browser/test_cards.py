"""Playing from the roster: damage is marked on a card."""

from playwright.sync_api import expect

from tests.browser.selectors import until

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_damage_is_marked_on_a_card_as_on_the_sheet(sign_in, make_character, player, saved, complaints):
    anna = make_character(player, texts={"name": "Anna"})
    make_character(player, "htr", texts={"name": "Bela"})
    page = sign_in(player.name, **PHONE)
    page.goto("/")
    card = page.locator(".card", has_text="Anna")
    card.locator("summary", has_text="Health").tap()
    boxes = card.get_by_role("group", name="Health").get_by_role("button", name="Box")
    boxes.nth(1).tap()
    expect(card.locator("summary", has_text="Health")).to_have_text("Health 2 of 4")
    boxes.nth(3).tap()
    expect(card.locator(".card__conditions")).to_have_text("Impaired")
    assert saved(anna).ratings["health_superficial"] == 4
    # The same keys as on the sheet, and the focus stays in the row.
    boxes.nth(3).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect(card.get_by_text("4 boxes, 3 superficial, 1 aggravated")).to_be_visible()
    expect(boxes.nth(2)).to_be_focused()
    # A page that comes into sight again shows the damage of elsewhere, and the tracker is still open.
    assert page.request.post(f"{anna.path}/trackers/health", form={"damage": "1/0"}, max_redirects=0).status == 303
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(card.locator("summary", has_text="Health")).to_have_text("Health 3 of 4")
    expect(card.get_by_text("4 boxes, 1 superficial, 0 aggravated")).to_be_visible()
    expect(card.locator(".card__conditions")).to_be_hidden()
    # A click that gets no answer is sent again.
    complaints.expect("ERR_FAILED")
    complaints.expect("Failed to fetch")
    page.route("**/trackers/health?at=card", lambda route: route.abort(), times=1)
    boxes.nth(2).tap()
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    until(page, lambda: saved(anna).ratings["health_superficial"] == 3)
    expect(page.locator("#saved")).to_be_hidden()


def test_without_scripts_a_card_leads_to_the_boxes_of_the_sheet(sign_in, make_character, player):
    make_character(player, texts={"name": "Anna"})
    page = sign_in(player.name, java_script_enabled=False)
    page.goto("/")
    page.locator(".glance summary", has_text="Willpower").click()
    page.get_by_role("link", name="Mark on the sheet").locator("visible=true").click()
    expect(page.get_by_role("group", name="Willpower").get_by_role("button", name="Box 1")).to_be_in_viewport()
