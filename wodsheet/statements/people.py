"""The statements about people: who signed in, whether they still are, and ending every session at once."""

# One row while the session is good. `session_epoch` grows when a person signs out everywhere.
STILL_SIGNED_IN = """
select id, name from users where id = %(user)s and session_epoch = %(epoch)s
"""

# The same Discord account is the same person; their name follows Discord's. Runs again without harm.
WELCOME_FROM_DISCORD = """
insert into users (discord_id, name) values (%(discord_id)s, %(name)s)
on conflict (discord_id) do update set name = excluded.name
returning id, name, session_epoch
"""

# The same name on this computer is the same person. The update changes nothing but lets the row be returned.
WELCOME_AT_THE_DESK = """
insert into users (desk_name, name) values (%(name)s, %(name)s)
on conflict (desk_name) do update set name = excluded.name
returning id, name, session_epoch
"""

# Ends every session of this person, the asking one included. The epoch in the condition makes a repeat do nothing.
SIGN_OUT_EVERYWHERE = """
update users set session_epoch = session_epoch + 1
where id = %(user)s and session_epoch = %(epoch)s
returning session_epoch
"""
