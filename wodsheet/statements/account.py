"""One account: its page, its audit trail and its role."""

from wodsheet.statements.rights import signed_in
from wodsheet.statements.roster import in_play

# Rows of the audit trail on one page.
MOST_ROWS = 100

# Parameters: user, session, before (the id that the trail continues before, or null). A row for each row of the audit
# trail, the latest first, and one more than a page when there are older ones; one row of nulls when there are none; no
# row when the session ended. ``named``: the name of the character or token that a row is about, while it exists.
SHOW = f"""
WITH me AS (
  SELECT u.id, u.name, u.role, u.created_at, u.discord_id IS NOT NULL AS by_discord, to_jsonb(p) AS preferences,
         (SELECT count(*) FROM characters c WHERE c.owner_id = u.id AND {in_play("c")}) AS in_play,
         (SELECT count(*) FROM characters c WHERE c.owner_id = u.id) AS characters
  FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
  WHERE {signed_in()}
),
pictures AS (
  SELECT count(*) AS pictures, coalesce(sum(p.bytes), 0) AS bytes
  FROM me JOIN characters c ON c.owner_id = me.id JOIN portraits p ON p.character_id = c.id
)
SELECT me.*, pictures.*, a.id AS audit, a.what, a.facts, a.at,
       coalesce(about.name, token.name) AS named
FROM me CROSS JOIN pictures LEFT JOIN LATERAL (
  SELECT * FROM audit WHERE audit.user_id = me.id AND (%(before)s::bigint IS NULL OR audit.id < %(before)s)
  ORDER BY audit.id DESC LIMIT {MOST_ROWS + 1}
) a ON true
  LEFT JOIN characters about ON about.id = (a.facts ->> 'character')::bigint AND about.owner_id = me.id
  LEFT JOIN tokens token ON token.id = (a.facts ->> 'token')::bigint AND token.user_id = me.id
ORDER BY a.id DESC
"""

# Parameters: user, why (a key of ``blueprints.account.REFUSED``). Writes one row an hour for each reason, or a few when
# several requests come at once, so that a program that repeats itself does not fill the table. The lock waits for an
# account that is being deleted; without it the row could refer to nobody.
RECORD_REFUSAL = """
INSERT INTO audit (user_id, what, facts)
SELECT id, 'refused', jsonb_build_object('why', %(why)s::text) FROM users
WHERE id = %(user)s AND NOT EXISTS (
  SELECT FROM audit WHERE audit.user_id = users.id AND what = 'refused' AND facts ->> 'why' = %(why)s
    AND at > now() - interval '1 hour'
)
FOR KEY SHARE
"""

# Parameters: who (a name in local mode, or a Discord id), role, what (its word in the audit trail). A row for each user
# this may mean, with ``changed``; no role is changed when it may mean two.
CHANGE_ROLE = """
WITH meant AS (SELECT id, name FROM users WHERE %(who)s IN (desk_name, discord_id) FOR NO KEY UPDATE),
changed AS (
  UPDATE users u SET role = %(role)s FROM meant
  WHERE u.id = meant.id AND u.role <> %(role)s AND (SELECT count(*) FROM meant) = 1
  RETURNING u.id
),
audit_row AS (
  INSERT INTO audit (user_id, what, facts) SELECT id, %(what)s, jsonb_build_object('role', 'admin') FROM changed
)
SELECT meant.name, changed.id IS NOT NULL AS changed FROM meant LEFT JOIN changed ON changed.id = meant.id
"""
