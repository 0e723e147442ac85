"""What a werewolf does and suffers in a night: Rage and its forms, Harano and Hauglosk, what Touchstones give."""

from __future__ import annotations

from wodsheet.engine.action import Action, Ask, Assign, Bar, Change, Heal, Option, PoolTest, Say
from wodsheet.engine.amount import Amount, answer, chosen, owned, rating
from wodsheet.lines import actions, time
from wodsheet.lines.werewolves_forms import OF_FORMS, REST, SILVER
from wodsheet.lines.werewolves_rage import (
    ANGERED,
    FRENZY_ENDS,
    IN_FRENZY,
    OF_FRENZY,
    OF_RAGE,
    losing,
)

HARANO_AND_HAUGLOSK = "Harano and Hauglosk"
DIFFICULTY_UNKNOWN = "No public source has the Difficulty: ask your Storyteller."
AT_ONCE = chosen("why", "own_act")


def full(*names: str) -> tuple[Say, ...]:
    """What is said of one who is full of either."""
    sentences = {"harano": "Lost to Harano: they leave play.", "hauglosk": "Lost to Hauglosk: they leave play."}
    return tuple(Say(sentences[name], when=rating(name).equals(5)) for name in names)


def spirit_test(name: str, label: str, flaw: str, *why: Option) -> Action:
    """A test against one of the two: as many dice as both have together, at least one; failed, it rises by one.

    That the ``flaw`` makes it harder by one, after the first mark, rests on one source; so does the die of Even Temper.
    """
    return Action(
        f"{name}_test",
        f"{label} test",
        HARANO_AND_HAUGLOSK,
        (
            PoolTest(
                "Harano + Hauglosk",
                rating("harano") + rating("hauglosk") + owned("even_temper"),
                difficulty=answer("difficulty"),
                success=(Say("No mark is added."),),
                failure=(Change(name, 1),),
                when=1 - AT_ONCE,
            ),
            Change(name, 1, when=AT_ONCE),
            *full(name),
        ),
        hint="Harano and Hauglosk together are the dice, and a failure adds a mark",
        asks=(
            Ask("why", "Why", options=(*why, Option("own_act", "A Touchstone is lost by your own act: no test"))),
            Ask(
                "difficulty",
                "Difficulty",
                low=1,
                high=10,
                start=(owned(flaw) & rating(name).at_least(1)) + 1,
            ),
        ),
        bars=(Bar(rating(name).equals(5), "It is full already."),),
        doubt=DIFFICULTY_UNKNOWN,
    )


HARANO_TEST = spirit_test(
    "harano",
    "Harano",
    "melancholic",
    Option("tragedy", "A serious setback, a tragedy"),
    Option("touchstone", "A Touchstone endangered or hurt"),
)
HAUGLOSK_TEST = spirit_test("hauglosk", "Hauglosk", "embittered", Option("tenet", "A Chronicle Tenet was broken"))
HARANO_CHOICE = Action(
    "harano_choice",
    "Take on Harano",
    HARANO_AND_HAUGLOSK,
    (Change("harano", 1), Assign("rage", 5), *full("harano")),
    hint="A mark of Harano, and Rage is 5",
    bars=(Bar(rating("harano").equals(5), "It is full already."),),
    doubt="This rests on one source.",
    grave=True,
)
HAUGLOSK_CHOICE = Action(
    "hauglosk_choice",
    "Take on Hauglosk",
    HARANO_AND_HAUGLOSK,
    (
        Change("hauglosk", 1),
        Heal("willpower", superficial=rating("willpower_superficial"), aggravated=rating("willpower_aggravated")),
        *full("hauglosk"),
    ),
    hint="A mark of Hauglosk, and all damage to Willpower heals",
    bars=(Bar(rating("hauglosk").equals(5), "It is full already."),),
    doubt="This rests on one source.",
    grave=True,
)


def movable(from_one: str, to_other: str) -> Amount:
    """Whether a mark can go from one to the other."""
    return rating(from_one).at_least(1) & rating(to_other).below(5)


TOUCHSTONE_SCENE = Action(
    "touchstone_scene",
    "A scene with a Touchstone",
    HARANO_AND_HAUGLOSK,
    (
        Change("rage", -1, when=chosen("gives", "rage")),
        Heal("willpower", aggravated=1, when=chosen("gives", "willpower")),
        *(Change("harano", by, when=chosen("gives", way)) for way, by in (("from_harano", -1), ("to_harano", 1))),
        *(Change("hauglosk", by, when=chosen("gives", way)) for way, by in (("from_harano", 1), ("to_harano", -1))),
        *losing(chosen("gives", "rage")),
        *full("harano", "hauglosk"),
    ),
    asks=(
        Ask(
            "gives",
            "It gives",
            options=(
                Option("rage", "One Rage less", when=rating("rage")),
                Option("willpower", "One Aggravated Willpower heals", when=rating("willpower_aggravated")),
                Option("from_harano", "A mark goes from Harano to Hauglosk", when=movable("harano", "hauglosk")),
                Option("to_harano", "A mark goes from Hauglosk to Harano", when=movable("hauglosk", "harano")),
                Option("nothing", "Nothing that the sheet has"),
            ),
        ),
    ),
    doubt="This rests on one source, and that a mark may move from one to the other is not confirmed.",
)
SESSION_START = time.session_start(
    Heal("willpower", superficial=1, when=chosen("willpower", "ban")),
    willpower=(time.BACK, Option("ban", "One only: the tribe's Ban was broken"), time.WAKING),
)
SESSION_END = time.session_end(
    *FRENZY_ENDS,
    Heal("willpower", aggravated=1, when=chosen("renown", "yes")),
    asks=(
        Ask(
            "renown",
            "The Renown of your tribe",
            options=(
                Option("no", "Nobody acted by it"),
                Option("yes", "You acted by it: one Aggravated Willpower heals"),
            ),
        ),
    ),
)
ACTIONS = (
    *OF_RAGE,
    *OF_FORMS,
    *OF_FRENZY,
    actions.take_damage(ANGERED),
    actions.suffer_attack("wta_gear", ANGERED),
    SILVER,
    actions.HEAL,
    REST,
    actions.spend_willpower(Bar(IN_FRENZY, "In frenzy no Willpower is spent.")),
    *actions.OF_WILLPOWER,
    HARANO_TEST,
    HAUGLOSK_TEST,
    HARANO_CHOICE,
    HAUGLOSK_CHOICE,
    TOUCHSTONE_SCENE,
    SESSION_START,
    time.scene_end(*FRENZY_ENDS),
    time.night_end(*FRENZY_ENDS),
    SESSION_END,
)
