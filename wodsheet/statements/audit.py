"""The audit trail, told by the statement that does what is told."""


def told(of: str, what: str, whose: str = "%(user)s", fact: str = "") -> str:
    """The part ``told`` of a statement: a line for each row of its part ``of``.

    ``what``: a word the table knows. ``whose``: whom it concerns, asked for unless the rows say so. ``fact``: under
    which name the row's ``id`` is told.
    """
    facts = f"jsonb_build_object('{fact}', id)" if fact else "'{}'::jsonb"
    return f"told AS (INSERT INTO audit (user_id, what, facts) SELECT {whose}, '{what}', {facts} FROM {of})"
