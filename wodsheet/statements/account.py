"""What is known of one account, and what it may do."""

from wodsheet.statements.roster import in_play

# What the page shows at once.
MOST_TOLD = 100

# Asked: user, epoch, before (the id under which the trail goes on, or null). A row for each line of the audit trail,
# the latest first, one more than is shown when there are older ones; one with nulls when there are none; no row when
# the session ended. ``named``: what the character or token of a line is called, for as long as it is there.
SHOW = f"""
WITH me AS (
  SELECT u.id, u.name, u.role, u.created_at, u.discord_id IS NOT NULL AS by_discord, to_jsonb(p) AS preferences,
         (SELECT count(*) FROM characters c WHERE c.owner_id = u.id AND {in_play("c")}) AS in_play,
         (SELECT count(*) FROM characters c WHERE c.owner_id = u.id) AS characters
  FROM users u LEFT JOIN user_preferences p ON p.user_id = u.id
  WHERE u.id = %(user)s AND u.session_epoch = %(epoch)s
),
pictures AS (
  SELECT count(*) AS pictures, coalesce(sum(p.bytes), 0) AS bytes
  FROM me JOIN characters c ON c.owner_id = me.id JOIN portraits p ON p.character_id = c.id
)
SELECT me.*, pictures.*, a.id AS audit, a.what, a.facts, a.at,
       coalesce(about.name, token.name) AS named
FROM me CROSS JOIN pictures LEFT JOIN LATERAL (
  SELECT * FROM audit WHERE audit.user_id = me.id AND (%(before)s::bigint IS NULL OR audit.id < %(before)s)
  ORDER BY audit.id DESC LIMIT {MOST_TOLD + 1}
) a ON true
  LEFT JOIN characters about ON about.id = (a.facts ->> 'character')::bigint AND about.owner_id = me.id
  LEFT JOIN tokens token ON token.id = (a.facts ->> 'token')::bigint AND token.user_id = me.id
ORDER BY a.id DESC
"""

# Asked: user, why (a key of ``blueprints.account.REFUSED``). Once an hour for each, or a few times when several come at
# once, so that a program that runs wild fills no table. The lock waits for an account that is being deleted, as the row
# would else refer to nobody.
TELL_REFUSAL = """
INSERT INTO audit (user_id, what, facts)
SELECT id, 'refused', jsonb_build_object('why', %(why)s::text) FROM users
WHERE id = %(user)s AND NOT EXISTS (
  SELECT FROM audit WHERE audit.user_id = users.id AND what = 'refused' AND facts ->> 'why' = %(why)s
    AND at > now() - interval '1 hour'
)
FOR KEY SHARE
"""

# Asked: who (a name at the desk, or a Discord number), role, what (its word in the audit trail). A row for each
# person this may mean, with ``changed``; nobody is changed when it may mean two.
CHANGE_ROLE = """
WITH meant AS (SELECT id, name FROM users WHERE %(who)s IN (desk_name, discord_id) FOR NO KEY UPDATE),
changed AS (
  UPDATE users u SET role = %(role)s FROM meant
  WHERE u.id = meant.id AND u.role <> %(role)s AND (SELECT count(*) FROM meant) = 1
  RETURNING u.id
),
told AS (
  INSERT INTO audit (user_id, what, facts) SELECT id, %(what)s, jsonb_build_object('role', 'admin') FROM changed
)
SELECT meant.name, changed.id IS NOT NULL AS changed FROM meant LEFT JOIN changed ON changed.id = meant.id
"""
