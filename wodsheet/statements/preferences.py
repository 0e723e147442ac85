"""Saving the asker's preferences: one column at a time, so that saving one never changes another.

Parameters: user, session. Each gives one row with all preferences of the asker, or none when the session ended.
The lock waits for an account that is being deleted; without it the row could refer to nobody.
"""

from wodsheet.preferences import MOST_HEIGHTS, PREFERENCES, TIME_ZONE
from wodsheet.statements.rights import signed_in


def _save(column: str, now: str, then: str) -> str:
    """Save ``now`` in a column where there is no row yet, else ``then``; both are SQL."""
    return f"""
INSERT INTO user_preferences AS p (user_id, {column})
SELECT id, {now} FROM users WHERE {signed_in("users")} FOR KEY SHARE
ON CONFLICT (user_id) DO UPDATE SET {column} = {then}
RETURNING to_jsonb(p) AS preferences
"""


# By the preference's name, which never comes from a request. One more parameter: now.
CHOOSE = {
    each.name: _save(each.name, f"%(now)s::{each.kind}", f"excluded.{each.name}") for each in PREFERENCES.values()
}

# One more parameter: now, an IANA name.
SET_TIME_ZONE = _save(TIME_ZONE, "%(now)s::text", f"excluded.{TIME_ZONE}")

# More parameters: area (the id of a text area) and height. When there are too many heights, all others are dropped.
SAVE_HEIGHT = _save(
    "heights",
    "jsonb_build_object(%(area)s::text, %(height)s::int)",
    f"""CASE
  WHEN p.heights ? %(area)s::text OR (SELECT count(*) FROM jsonb_object_keys(p.heights)) < {MOST_HEIGHTS} THEN p.heights
  ELSE '{{}}'
END || excluded.heights""",
)
