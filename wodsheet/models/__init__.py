"""The tables, one file a noun. They describe the schema; the statements do the work (docs/decisions/0002)."""

from wodsheet.models.audit import Audit
from wodsheet.models.change import Change
from wodsheet.models.character import Character
from wodsheet.models.entry import Entry
from wodsheet.models.experience import Experience
from wodsheet.models.named_roll import NamedRoll
from wodsheet.models.portrait import Portrait
from wodsheet.models.reach import Reach
from wodsheet.models.removed_portrait import RemovedPortrait
from wodsheet.models.revision import Revision
from wodsheet.models.roll import Reroll, Roll
from wodsheet.models.session import Session
from wodsheet.models.token import Token
from wodsheet.models.user import User, UserPreferences
from wodsheet.models.visit import Visit

__all__ = [
    "Audit",
    "Change",
    "Character",
    "Entry",
    "Experience",
    "NamedRoll",
    "Portrait",
    "Reach",
    "RemovedPortrait",
    "Reroll",
    "Revision",
    "Roll",
    "Session",
    "Token",
    "User",
    "UserPreferences",
    "Visit",
]
