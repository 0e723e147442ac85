"""The experience page: what is written in the ledger, and what is refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.markup import names, page
from tests.pages.conftest import Owner
from wodsheet.templating.dates import today


def spell(owner: Owner, kind: str, amount: int | str, **form: Any):
    """Earn or spend as htmx does, today and for a reason unless the test says otherwise."""
    usual = {"amount": str(amount), "reason": "A night", "day": str(today()), "form_key": str(uuid4())}
    return owner.post(f"experience/{kind}", **usual | form)


def filled(form: Any) -> dict[str, Any]:
    """What a form would send as it stands."""
    return {field.attributes["name"]: field.attributes["value"] for field in form.css("input")}


def totals(owner: Owner) -> list[str]:
    """Earned, spent and left, as the page has them."""
    return names(page(owner.get("/experience")), "#totals dd")


def ledger(owner: Owner) -> list[str]:
    """The amounts, from the top."""
    return names(page(owner.get("/experience")), "#ledger tbody td:last-child")


def test_the_sheet_leads_to_an_empty_ledger(as_owner, anna):
    owner = as_owner(anna)
    way = [link for link in owner.sheet().css("a") if link.text() == "Experience"]
    assert [link.attributes["href"] for link in way] == [f"{anna.path}/experience"]
    assert totals(owner) == ["0", "0", "0"]
    assert not page(owner.get("/experience")).css("svg, #ledger tr")


def test_what_is_earned_and_spent_is_added_up_and_written_down(as_owner, anna):
    owner = as_owner(anna)
    spell(owner, "earned", 5, reason="Chapter one <b>", day="2026-03-01")
    spell(owner, "spent", 3, reason="Auspex 2", day="2026-03-02")
    assert totals(owner) == ["5", "3", "2"]
    assert ledger(owner) == ["−3", "+5"]
    markup = page(owner.get("/experience"))
    assert names(markup, "#ledger tbody td:nth-child(2) > bdi") == ["Auspex 2", "Chapter one <b>"]
    assert names(markup, "#ledger time") == ["2 Mar 2026", "1 Mar 2026"]
    assert names(markup, "#ledger .hint > bdi[hx-ignore]") == [anna.owner.name] * 2


def test_the_sheet_says_what_is_left_once_there_was_any(as_owner, anna):
    owner = as_owner(anna)
    assert not owner.sheet().css(".running-head small")
    spell(owner, "earned", 5)
    spell(owner, "spent", 3)
    assert owner.sheet().css_first(".running-head small").text() == "2 left"


def test_the_answer_is_an_empty_form_with_a_new_key_and_all_that_follows(as_owner, anna):
    key = str(uuid4())
    answer = page(spell(as_owner(anna), "earned", 5, form_key=key))
    assert answer.css_first("#earned-amount").attributes["value"] == ""
    assert answer.css_first("#earned-reason").attributes["value"] == ""
    assert answer.css_first("[name=form_key]").attributes["value"] != key
    targets = [part.attributes["hx-target"] for part in answer.css("hx-partial")]
    assert targets == ["#ledger", "#totals", "#chart", "#said"]
    assert answer.css_first("hx-partial[hx-target='#said']").text() == "Earned 5. 5 left."


@pytest.mark.parametrize("kind", ["earned", "spent"])
def test_an_impatient_double_click_writes_once_and_answers_the_same(as_owner, anna, make_experience, kind):
    make_experience(anna, "earned", 4)
    owner, key = as_owner(anna), str(uuid4())
    first, second = spell(owner, kind, 3, form_key=key), spell(owner, kind, 3, form_key=key)
    assert (first.status_code, second.status_code) == (200, 200)
    assert names(page(first), "tbody td:last-child") == names(page(second), "tbody td:last-child")
    assert len(ledger(owner)) == 2


def test_a_form_that_comes_back_with_other_words_is_asked_about_and_loses_nothing(as_owner, anna):
    """As when somebody goes back in their browser and writes the next entry into the form that was sent already."""
    owner, key = as_owner(anna), str(uuid4())
    spell(owner, "earned", 3, form_key=key)
    for other in ({"reason": "Another night"}, {"amount": 4}):
        answer = spell(owner, "earned", **{"amount": 3, "form_key": key} | other)
        form = page(answer)
        assert answer.status_code == 422
        assert "sent before" in form.css_first("#problem-earned-amount").text()
        again = filled(form)
        assert owner.post("experience/earned", **again).status_code == 200
    assert ledger(owner) == ["+4", "+3", "+3"]


def test_more_than_is_left_cannot_be_spent_and_every_word_stays(as_owner, anna, make_experience):
    make_experience(anna, "earned", 4)
    owner, key = as_owner(anna), str(uuid4())
    answer = spell(owner, "spent", 5, reason="Potence", form_key=key)
    form = page(answer)
    assert answer.status_code == 422
    assert form.css_first("#problem-spent-amount").text() == "5 is more than there is: 4 left."
    saved = [
        form.css_first(field).attributes["value"] for field in ("#spent-amount", "#spent-reason", "[name=form_key]")
    ]
    assert saved == ["5", "Potence", key]
    assert not form.css("hx-partial:not([hx-target='#said'])")
    assert ledger(owner) == ["+4"]


AMOUNTS = ["0", "-1", "10000", "2147483648", "٣", "1.5", "three", "", " 3"]


@pytest.mark.parametrize("kind", ["earned", "spent"])
@pytest.mark.parametrize(
    ("field", "sent"),
    [
        *(("amount", amount) for amount in AMOUNTS),
        *(("reason", words) for words in ("", "  ", "x" * 201, "two\nlines", "\0")),
        *(("day", day) for day in ("yesterday", "2026-02-30", "2026-3-1", "20260301", "0999-01-01")),
    ],
)
def test_what_cannot_stand_in_a_ledger_is_refused_at_its_field(as_owner, anna, make_experience, kind, field, sent):
    make_experience(anna, "earned", 4)
    owner = as_owner(anna)
    answer = spell(owner, kind, **{"amount": 2, field: sent})
    assert answer.status_code == 422
    assert [node.attributes["id"] for node in page(answer).css(".problem")] == [f"problem-{kind}-{field}"]
    assert page(answer).css_first(f"#{kind}-{field}").attributes["aria-invalid"] == "true"
    assert ledger(owner) == ["+4"]


def test_a_form_that_lost_its_key_says_so(as_owner, anna):
    answer = spell(as_owner(anna), "earned", 2, form_key="")
    assert answer.status_code == 422
    assert "lost its key" in page(answer).css_first("#problem-earned-amount").text()


def test_without_a_day_it_is_today(as_owner, anna, connection):
    spell(as_owner(anna), "earned", 2, day="")
    assert connection.execute("SELECT day = CURRENT_DATE AS today FROM experience").fetchone().today


def test_what_is_taken_back_stays_in_the_ledger_with_its_opposite_above(as_owner, anna, make_experience):
    earned = make_experience(anna, "earned", 5, "Chapter one", day="2026-03-01")
    owner = as_owner(anna)
    answer = page(owner.post("experience/corrections", entry=earned))
    assert names(answer, "tbody td:last-child") == ["−5", "+5"]
    assert names(answer, "hx-partial[hx-target='#totals'] dd") == ["0", "0", "0"]
    assert not answer.css("button")
    assert answer.css_first(f"#back-{earned}").text() == "Taken back."


def test_a_correction_never_goes_before_what_it_corrects(as_owner, anna, make_experience):
    earned = make_experience(anna, "earned", 5, day="2199-12-31")
    answer = page(as_owner(anna).post("experience/corrections", entry=earned))
    assert names(answer, "time") == ["31 Dec 2199", "31 Dec 2199"]


def test_a_spend_taken_back_is_left_again(as_owner, anna, make_experience):
    make_experience(anna, "earned", 5)
    spent = make_experience(anna, "spent", 3)
    owner = as_owner(anna)
    for _ in range(2):
        assert owner.post("experience/corrections", entry=spent).status_code == 200
    assert totals(owner) == ["5", "0", "5"]
    assert len(ledger(owner)) == 3


def test_what_is_spent_already_cannot_be_taken_back(as_owner, anna, make_experience):
    earned = make_experience(anna, "earned", 5)
    make_experience(anna, "spent", 3)
    owner = as_owner(anna)
    answer = owner.post("experience/corrections", entry=earned)
    assert answer.status_code == 422
    assert page(answer).css_first(f"#entry-{earned} .problem").text().startswith("Some of this is spent: 2 left.")
    assert totals(owner) == ["5", "3", "2"]


def test_a_correction_is_not_taken_back_nor_anybody_elses_entry(as_owner, anna, make_character, make_experience):
    earned = make_experience(anna, "earned", 5)
    correction = make_experience(anna, "correction", -5, corrects=earned)
    elsewhere = make_experience(make_character(anna.owner), "earned", 5)
    owner = as_owner(anna)
    for entry in (correction, elsewhere, 999_999_999):
        assert owner.post("experience/corrections", entry=entry).status_code == 404
    assert owner.post("experience/corrections", entry="x").status_code == 422
    assert totals(owner) == ["0", "0", "0"]


def test_without_scripts_it_is_all_the_same(as_owner, anna):
    owner = as_owner(anna)
    form = page(owner.get("/experience")).css_first("form#earned")
    sent = filled(form) | {"amount": "5", "reason": "A night"}
    answer = owner.browser.post(form.attributes["action"], data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}/experience")
    refused = owner.post_plainly(
        "experience/spent", **sent | {"amount": "6", "reason": "Too much", "form_key": str(uuid4())}
    )
    assert refused.status_code == 422
    assert page(refused).css_first("#main #spent-reason").attributes["value"] == "Too much"
    assert page(refused).css_first("#earned-reason").attributes["value"] == ""
    back = page(owner.get("/experience")).css_first("#ledger button").attributes["value"]
    taken = owner.post_plainly("experience/corrections", entry=back)
    assert (taken.status_code, taken.headers["Location"]) == (303, f"{anna.path}/experience#ledger")
    assert totals(owner) == ["0", "0", "0"]


def test_the_sheet_and_its_paper_have_the_sums_and_not_the_entries(as_owner, anna, make_experience, statements):
    make_experience(anna, "correction", -2, corrects=make_experience(anna, "earned", 2))
    make_experience(anna, "earned", 7, "A reason nobody prints")
    make_experience(anna, "spent", 3)
    statements.clear()
    paper = as_owner(anna).get("/print")
    assert len(statements) == 1
    assert names(page(paper), "#experience dd") == ["7", "3", "4"]
    assert "A reason nobody prints" not in paper.text


def test_a_page_of_five_hundred_entries_is_one_statement(as_owner, anna, connection, statements):
    connection.execute(
        "INSERT INTO experience (character_id, user_id, kind, amount, reason, day, form_key)"
        " SELECT %s, %s, 'earned', 1, 'A night', date '2025-01-01' + day, gen_random_uuid()"
        " FROM generate_series(1, 500) AS day",
        [anna.id, anna.owner.id],
    )
    owner = as_owner(anna)
    statements.clear()
    answer = owner.get("/experience")
    assert len(statements) == 1
    assert len(page(answer).css("#ledger tbody tr")) == 500


def test_earning_is_one_statement_and_spending_two(as_owner, anna, statements):
    owner = as_owner(anna)
    for kind, many in (("earned", 1), ("spent", 2)):
        statements.clear()
        spell(owner, kind, 3)
        assert len([asked for asked in statements if "character AS (" in asked]) == many
        assert len(statements) == many


def test_the_ledger_is_no_part_of_the_sheets_journal(as_owner, anna, journal):
    spell(as_owner(anna), "earned", 3)
    assert journal(anna) == []


def test_words_of_the_player_stand_where_htmx_does_not_look(as_owner, make_character, make_experience):
    mine = "hx-get=/mine"
    anna = make_character(texts={"name": mine})
    make_experience(anna, "correction", -3, mine, corrects=make_experience(anna, "earned", 3, mine))
    markup = page(as_owner(anna).get("/experience"))
    shown = [node for node in markup.css("main *") if mine in (node.text(deep=False) or "")]
    assert len(shown) == 3
    assert all("hx-ignore" in node.attributes for node in shown)
