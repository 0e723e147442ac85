"""Specialties: what stands under a skill."""

from __future__ import annotations

from tests.markup import page
from wodsheet.sheet import hash_text


def test_a_specialty_stands_under_its_skill(as_owner, anna):
    answer = page(as_owner(anna).add("specialties", "Grappling, dirty: mostly", skill="Brawl"))
    row = answer.css_first("hx-partial[hx-target='#rating-brawl']")
    assert row.css_first(".rating__note").text() == "Grappling, dirty: mostly"
    assert as_owner(anna).sheet().css_first("#rating-brawl .rating__note").text() == "Grappling, dirty: mostly"


def test_a_specialty_stands_on_a_skill_of_the_line_and_on_nothing_else(as_owner, anna, make_entry):
    refused = as_owner(anna).add("specialties", "Grappling", skill="Juggling")
    assert refused.status_code == 422
    assert page(refused).css_first(".problem").text() == "Skill: choose one of those offered."
    entry = make_entry(anna, "specialties", "Grappling", skill="Brawl")
    for words, status in (("Juggling", 422), ("", 422), ("animal_ken", 200)):
        answer = as_owner(anna).post(f"lists/specialties/{entry}/texts/skill", text=words, seen=hash_text("Brawl"))
        assert answer.status_code == status


def test_a_specialty_moved_to_another_skill_is_redrawn_at_both(as_owner, anna, make_entry):
    entry = make_entry(anna, "specialties", "Grappling", skill="Brawl")
    answer = page(
        as_owner(anna).post(f"lists/specialties/{entry}/texts/skill", text="Athletics", seen=hash_text("Brawl"))
    )
    assert answer.css_first("hx-partial[hx-target='#rating-athletics'] .rating__note")
    assert answer.css_first("hx-partial[hx-target='#rating-brawl']")
    assert not answer.css("hx-partial[hx-target='#rating-brawl'] .rating__note")


def test_a_skill_can_have_as_many_specialties_as_wanted(as_owner, anna):
    for number in range(12):
        assert as_owner(anna).add("specialties", f"Kind {number}", skill="Craft").status_code == 200
    assert len(as_owner(anna).sheet().css("#list-specialties .entry")) == 12
