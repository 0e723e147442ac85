"""What a vampire does and suffers in a night, and what of it only the dead do."""

from __future__ import annotations

from wodsheet.lines import vampires_beast, vampires_blood, vampires_hunger

ACTIONS = (*vampires_blood.ACTIONS, *vampires_hunger.ACTIONS, *vampires_beast.ACTIONS)
# The living have no Beast and no blood to rouse.
OF_THE_DEAD = frozenset(
    action.name
    for action in (
        *vampires_blood.ACTIONS,
        *vampires_hunger.ACTIONS,
        vampires_beast.FRENZY_TEST,
        vampires_beast.RIDE,
        vampires_beast.CALM,
        vampires_beast.CONTROL,
        vampires_beast.COMPULSION,
        vampires_beast.COMPULSION_ENDS,
    )
)
