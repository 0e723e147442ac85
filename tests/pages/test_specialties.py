"""Specialties: what stands under a skill."""

from __future__ import annotations

from uuid import uuid4

from tests.markup import page
from wodsheet.sheet import hash_text


def test_a_specialty_stands_under_its_skill(as_owner, anna):
    answer = page(as_owner(anna).add("specialties", "Grappling, dirty: mostly", skill="Brawl"))
    row = answer.css_first("hx-partial[hx-target^='#under-brawl']")
    assert row.css_first(".under__one").text() == "Grappling, dirty: mostly"
    assert as_owner(anna).sheet().css_first("#under-brawl .under__one").text() == "Grappling, dirty: mostly"


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
    assert answer.css_first("hx-partial[hx-target^='#under-athletics'] .under__one")
    assert answer.css_first("hx-partial[hx-target^='#under-brawl']")
    assert not answer.css("hx-partial[hx-target^='#under-brawl'] .under__one")


def test_a_skill_can_have_as_many_specialties_as_wanted(as_owner, anna):
    for number in range(12):
        assert as_owner(anna).add("specialties", f"Kind {number}", skill="Craft").status_code == 200
    assert len(as_owner(anna).sheet().css("#list-specialties .entry")) == 12


def give(as_owner, anna, name: str, skill: str = "brawl"):
    """Add a specialty by the form that stands at its skill."""
    return as_owner(anna).post(f"lists/specialties?at={skill}", name=name, skill=skill, form_key=str(uuid4()))


def test_a_specialty_is_given_at_its_skill_and_comes_into_the_list_too(as_owner, anna):
    form = page(as_owner(anna).post("lists/specialties?at=brawl", name="", skill="brawl", form_key=str(uuid4())))
    assert form.css_first("form.adding input[name=skill]").attributes["value"] == "brawl"
    assert form.css_first(".problem").text() == "Choose one, or write a name."
    answer = page(give(as_owner, anna, "Grappling"))
    assert [one.text() for one in answer.css("body > .under__one")] == ["Grappling"]
    assert answer.css_first("hx-partial[hx-target='#entries-specialties'] .entry")
    sheet = as_owner(anna).sheet()
    assert [one.text() for one in sheet.css("#under-brawl .under__one")] == ["Grappling"]
    assert len(sheet.css("#list-specialties .entry")) == 1


def test_without_scripts_the_form_stands_open_at_its_skill_and_leads_back_to_it(as_owner, anna, make_entry):
    entry = make_entry(anna, "specialties", "Grappling", skill="brawl")
    link = as_owner(anna).sheet().css_first("#under-brawl a.add")
    assert link.attributes["aria-label"] == "Add specialty to Brawl"
    sheet = page(as_owner(anna).get("/lists/specialties/new", at="brawl"))
    assert len(sheet.css("form.adding")) == len(sheet.css("#under-brawl > form.adding")) == 1
    opened = page(as_owner(anna).get("/lists/specialties", at="brawl", edit=entry))
    assert opened.css_first(f"#under-brawl #text-a{entry}-name").text().strip() == "Grappling"
    ids = [one.attributes["id"] for one in opened.css("[id]")]
    assert len(ids) == len(set(ids))
    answer = as_owner(anna).post_plainly(
        "lists/specialties?at=craft", name="Pianos", skill="craft", form_key=str(uuid4())
    )
    assert answer.headers["Location"].endswith("#under-craft")


def test_a_specialty_renamed_or_removed_at_its_skill_is_so_in_the_list(as_owner, anna, make_entry):
    entry = make_entry(anna, "specialties", "Grappling", skill="brawl")
    path = f"lists/specialties/{entry}"
    answer = page(as_owner(anna).post(f"{path}/texts/name?at=brawl", text="Throws", seen=hash_text("Grappling")))
    field = answer.css_first(f"hx-partial[hx-target='#entry-{entry} > .text--name'] textarea")
    assert field.text().strip() == "Throws"
    assert not answer.css("hx-partial[hx-target^='#under-brawl']")
    stale = as_owner(anna).post(f"{path}/texts/name?at=brawl", text="Holds", seen=hash_text("Grappling"))
    assert stale.status_code == 409
    assert page(stale).css_first(f"#problem-text-a{entry}-name")
    answer = page(as_owner(anna).post(f"{path}/remove?at=brawl"))
    assert answer.css_first("body > form.removed button").text() == "Bring back"
    assert answer.css_first(f"hx-partial[hx-target='#entry-{entry}'][hx-swap=delete]")
    assert not as_owner(anna).sheet().css("#under-brawl .under__one")


def test_nothing_is_given_where_no_specialties_stand(as_owner, anna):
    for trait in ("strength", "juggling", ""):
        assert give(as_owner, anna, "Lifting", trait).status_code in (404, 422)
        assert as_owner(anna).get("/lists/specialties/new", at=trait).status_code == 404
    assert as_owner(anna).get("/lists/flaws/new", at="brawl").status_code == 404
