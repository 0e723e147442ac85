"""Questions that help new players to choose a clan, a creed or a tribe, in words of our own."""

from __future__ import annotations

from wodsheet.engine import Answer, Question


def question(asked: str, **answers: str) -> Question:
    """A question; each answer is named by its keys in one word, joined by two underscores."""
    return Question(asked, tuple(Answer(words, tuple(keys.split("__"))) for keys, words in answers.items()))


CLANS = (
    question(
        "What do others notice first?",
        toreador__ventrue__ministry="That they are worth looking at",
        brujah__gangrel__banu_haqim="That they are not afraid",
        malkavian__tremere__hecata="That they know something",
        nosferatu__thin_blood__caitiff="Nothing, if they can help it",
        lasombra__tzimisce__salubri__ravnos="That they want something, and will get it",
    ),
    question(
        "How do they solve a problem?",
        brujah__lasombra__banu_haqim="Head on, and with force",
        toreador__ministry__ventrue="With the right words to the right person",
        nosferatu__ravnos__malkavian="From where nobody looks",
        tremere__hecata__tzimisce="With old knowledge that others fear",
        gangrel__salubri="By instinct",
        caitiff__thin_blood="With whatever is at hand",
    ),
    question(
        "Where would you find them on a quiet night?",
        toreador__ministry="At an opening, a club, a stage",
        ventrue__lasombra="In a room where decisions are made",
        tremere__malkavian__hecata="Over something old and written by hand",
        gangrel__ravnos="On the road, or far from any",
        nosferatu__tzimisce="At home, behind several locks",
        brujah__caitiff__thin_blood="Among friends who argue",
        banu_haqim__salubri="Watching over somebody",
    ),
    question(
        "What would break them?",
        toreador__salubri="To lose what is beautiful or gentle",
        ventrue__lasombra__banu_haqim="To lose what they rule, or to be wrong",
        malkavian__ravnos__gangrel="To be shut in",
        tremere__hecata__tzimisce="To lose what they own or know",
        brujah__ministry="To obey",
        nosferatu__caitiff__thin_blood="To be seen by those they once loved",
    ),
)
CREEDS = (
    question(
        "There is something in the cellar. What do you do first?",
        entrepreneurial="Set up lights and cameras, and build a trap",
        faithful="Stand firm, and face it",
        inquisitive="Find out what happened in this house",
        martial="Load, and go down",
        underground="Call somebody who knows a way in from below",
    ),
    question(
        "What do the others in your cell value in you?",
        entrepreneurial="That you can make or mend anything",
        faithful="That you do not doubt",
        inquisitive="That you do not stop asking",
        martial="That you are calm when it starts",
        underground="That you know everybody",
    ),
    question(
        "What did you do before all this?",
        entrepreneurial__martial="Something with your hands",
        faithful="You served something larger than yourself",
        inquisitive="You read, asked, wrote or taught",
        martial__underground="Something dangerous",
        underground="Nothing that is on paper",
    ),
)
TRIBES = (
    question(
        "What makes them angry?",
        black_furies__children_of_gaia="Somebody who hurts the weak",
        red_talons__hart_wardens="What people do to the wild",
        silver_fangs__shadow_lords="To be led badly",
        bone_gnawers__glass_walkers="To be looked down on",
        galestalkers__silent_striders__ghost_council="To stay in one place, knowing that something is out there",
    ),
    question(
        "Where do they feel at home?",
        glass_walkers__bone_gnawers="In the city",
        hart_wardens__red_talons__galestalkers="Under trees, or under the open sky",
        silent_striders="On the way",
        ghost_council__children_of_gaia="Where people talk in the evening",
        silver_fangs__shadow_lords__black_furies="Where they are needed",
    ),
    question(
        "How do they win?",
        shadow_lords__glass_walkers="By planning",
        silver_fangs__black_furies="By going first",
        ghost_council__silent_striders="By knowing more",
        galestalkers__red_talons="By not letting go",
        bone_gnawers__children_of_gaia__hart_wardens="By having friends everywhere",
    ),
)
