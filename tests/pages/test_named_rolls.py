"""Named rolls: kept for a character, or for a player on all sheets."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import JSON, names, page


@pytest.fixture
def keep(signed_in):
    """Keep a pool under a name, as a program does; the answer."""

    def keep(character, name, by=None, **form):
        sent = {"name": name, "form_key": str(uuid4()), **form}
        return signed_in(by or character.owner).post(f"{character.path}/rolls/named", data=sent, headers=JSON)

    return keep


def test_a_pool_is_kept_under_a_name_and_rolled_in_one_tap(keep, as_owner, make_character):
    anna = make_character(wits=3, awareness=2, hunger=1)
    answer = keep(anna, "Look around", typed="wits + awareness + 1", difficulty="2")
    assert answer.status_code == 201
    assert answer.json["rolls"][0] | {"id": 0} == {
        "id": 0, "name": "Look around", "owned": False, "traits": ["wits", "awareness"], "number": 1, "modifier": 0,
        "difficulty": 2, "regular": 5, "special": 1, "missing": [],
    }  # fmt: skip
    owner = as_owner(anna)
    button = page(owner.get("/play")).css_first(".pins form")
    fields = [field.attributes for field in button.css("input")]
    rolled = page(owner.post("rolls", **{str(one["name"]): one["value"] or "" for one in fields}))
    assert [len(row.css("li")) for row in rolled.css(".dice__row")] == [5, 1]
    assert names(rolled, ".roll__what") == ["Look around"]


def test_a_players_own_follow_them_over_sheets_and_name_what_is_missing(keep, as_owner, make_character, player):
    anna, ben = make_character(player), make_character(player, line="htr", resolve=2)
    keep(anna, "See the dead", whose="player", typed="resolve + auspex")
    assert keep(anna, "Hide", typed="wits + stealth").json["rolls"][0]["name"] == "Hide"
    read = as_owner(ben).browser.get(f"{ben.path}/rolls/named", headers=JSON).json["rolls"]
    assert [(one["name"], one["owned"], one["regular"], one["missing"]) for one in read] == [
        ("See the dead", True, 2, ["auspex"])
    ]
    assert "Not on this sheet: auspex." in page(as_owner(ben).get("/rolls")).css_first(".pins li").text()
    assert "Not on this sheet: Auspex." in page(as_owner(anna).get("/rolls")).css(".pins li")[1].text()


def test_in_place_it_is_said_and_pinned(as_owner, anna):
    answer = page(as_owner(anna).post("rolls/named", name="Hide", typed="wits + stealth", form_key=str(uuid4())))
    assert names(answer, "hx-partial[hx-target='#said']") == ["Kept: Hide"]
    assert names(answer, "hx-partial[hx-target='#named-rolls'] .pin bdi") == ["Hide"]


def test_the_same_form_keeps_one(keep, anna):
    key = str(uuid4())
    keep(anna, "Hide", typed="wits", form_key=key)
    assert len(keep(anna, "Hide", typed="wits", form_key=key).json["rolls"]) == 1


def test_what_is_removed_stands_in_the_form_to_be_kept_again(keep, as_owner, anna):
    kept = keep(anna, "Hide", typed="wits + stealth").json["rolls"][0]["id"]
    owner = as_owner(anna)
    answer = owner.post_plainly(f"rolls/named/{kept}/remove")
    assert answer.status_code == 303
    read = page(owner.browser.get(answer.headers["Location"]))
    assert not read.css(".pin")
    assert read.css_first("#roll-typed").attributes["value"] == "Wits + Stealth"
    assert read.css_first("#keep-name").attributes["value"] == "Hide"
    assert owner.post_plainly(f"rolls/named/{kept}/remove").status_code == 404


def test_a_named_roll_fills_the_form(keep, as_owner, make_character):
    anna = make_character(wits=3)
    kept = keep(anna, "Hide", typed="wits", modifier="2").json["rolls"][0]["id"]
    read = page(as_owner(anna).get("/rolls", roll=f"named-{kept}"))
    assert names(read, ".roll__words") == ["Wits 3 +2 · Hunger dice 1"]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": " ", "typed": "wits"}, "name"),
        ({"name": "Hide", "typed": "wits + nonsense"}, "typed"),
        ({"name": "Hide", "typed": "wits", "whose": "everybody"}, "whose"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(keep, anna, form, field, connection):
    answer = keep(anna, **form)
    assert (answer.status_code, [detail["field"] for detail in answer.json["details"]]) == (422, [field])
    assert connection.execute("SELECT count(*) FROM named_rolls").fetchone()[0] == 0


def test_there_are_fifty_at_most(keep, anna, as_owner):
    for number in range(50):
        assert keep(anna, f"Roll {number}", typed="wits").status_code == 201
    assert keep(anna, "One more", typed="wits").status_code == 409
    answer = as_owner(anna).post("rolls/named", name="One more", typed="wits", form_key=str(uuid4()))
    assert names(page(answer), ".problem") == ["There are 50 named rolls already, and that is the most."]


def test_nobody_else_keeps_sees_or_removes_them(keep, anna, stranger, make_character, signed_in):
    kept = keep(anna, "Hide", typed="wits").json["rolls"][0]["id"]
    assert keep(anna, "Mine", by=stranger, typed="wits").status_code == 404
    assert signed_in(stranger).get(f"{anna.path}/rolls/named", headers=JSON).status_code == 404
    other = make_character(stranger)
    assert signed_in(stranger).post(f"{other.path}/rolls/named/{kept}/remove", headers=JSON).status_code == 404
