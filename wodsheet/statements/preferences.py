"""Keeping what a player chose: one column at a time, so that no choice ever carries another along.

Asked: user, epoch. Each gives one row with all they chose so far, or none when the session ended.
The lock waits for an account that is being deleted, which else would be referred to when it is gone.
"""

from wodsheet.preferences import MOST_HEIGHTS, PREFERENCES


def _keep(column: str, now: str, then: str) -> str:
    return f"""
INSERT INTO user_preferences AS p (user_id, {column})
SELECT id, {now} FROM users WHERE id = %(user)s AND session_epoch = %(epoch)s FOR KEY SHARE
ON CONFLICT (user_id) DO UPDATE SET {column} = {then}
RETURNING to_jsonb(p) AS preferences
"""


# By the preference's name, which no request ever writes into a statement. Asked too: now.
CHOOSE = {
    each.name: _keep(each.name, f"%(now)s::{each.kind}", f"excluded.{each.name}") for each in PREFERENCES.values()
}

# Asked too: area (the id of a text area) and height. With all its places taken, the others are forgotten.
KEEP_HEIGHT = _keep(
    "heights",
    "jsonb_build_object(%(area)s::text, %(height)s::int)",
    f"""CASE
  WHEN p.heights ? %(area)s::text OR (SELECT count(*) FROM jsonb_object_keys(p.heights)) < {MOST_HEIGHTS} THEN p.heights
  ELSE '{{}}'
END || excluded.heights""",
)
