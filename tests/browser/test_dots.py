"""Clicking dots."""

from tests.browser.reading import dot, expect_dots, row, until


def test_a_player_signs_in_makes_a_vampire_and_clicks_a_dot_that_stays(sign_in):
    page = sign_in("Robin")
    page.get_by_role("link", name="New vampire").click()
    page.get_by_label("Name").fill("Alan Cadd")
    page.get_by_role("button", name="Begin").click()
    assert page.get_by_label("Name", exact=True).input_value() == "Alan Cadd"
    with page.expect_response("**/ratings/strength"):
        dot(page, "Strength", 3).click()
    expect_dots(page, "Strength", 3)
    page.reload()
    expect_dots(page, "Strength", 3)
