"""The audit trail, written by the statement that does what the trail records."""


def audit_row(of: str, what: str, whose: str = "%(user)s", fact: str = "") -> str:
    """The CTE ``audit_row`` of a statement: one row of the audit trail for each row of its CTE ``of``.

    ``what``: one of the words that the table's CHECK knows. ``whose``: the SQL for the user the row belongs to, by
    default the asker. ``fact``: the key under which the row's ``id`` is recorded; nothing is recorded without one.
    """
    facts = f"jsonb_build_object('{fact}', id)" if fact else "'{}'::jsonb"
    return f"audit_row AS (INSERT INTO audit (user_id, what, facts) SELECT {whose}, '{what}', {facts} FROM {of})"
