"""A district of any size, put into the database by a few statements; ``pages.py`` reads it."""

from __future__ import annotations

import sqlalchemy as sa

from incident_app.extensions import db

SCHOOLS, PEOPLE = 10, 2_000
OUTCOMES = (
    ("law_enforcement", 5),
    ("administrator_led", 20),
    ("discipline_only", 45),
    ("undetermined", 15),
    ("policy_gap", 5),
    ("no_violation", 10),
)
"""Each with its share of a hundred matters. Invented: no real register was used."""

SPOKEN = {
    "sqlite": {
        "six": "printf('%06d', {n})",
        "numbers": "WITH RECURSIVE numbers(n) AS "
        "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :rows)",
        "id": "printf('%08x%024x', ({n}) * 2654435761 % 4294967296, {n})",
        "at": "strftime('%Y-%m-%d %H:%M:%S.000000', '2022-09-01', {second} || ' seconds')",
        "on": "date('2022-09-01', {second} || ' seconds')",
    },
    "postgresql": {
        "six": "lpad(cast({n} AS text), 6, '0')",
        "numbers": "WITH numbers AS (SELECT n FROM generate_series(1, cast(:rows AS bigint)) AS n)",
        "id": "cast(lpad(to_hex(({n}) * 2654435761 % 4294967296), 8, '0')"
        " || lpad(to_hex({n}), 24, '0') AS uuid)",
        "at": "timestamptz '2022-09-01 00:00:00Z' + {second} * interval '1 second'",
        "on": "date '2022-09-01' + cast({second} / 86400 AS integer)",
    },
}
"""What each database calls the same thing; n counts from one to :rows."""

PLACES = (
    "INSERT INTO school (id, name, code) {numbers} SELECT {school}, 'School ' || n, {code} FROM numbers",
    "INSERT INTO person (id, kind, name, number, described, school_id) {numbers} "
    "SELECT {person}, 'student', 'Student ' || n, n || '', '', {school} FROM numbers",
)
INCIDENTS = (
    """INSERT INTO incident (id, reference, school_id, occurred_at, occurred_on, precision, place,
        learned, narrative, source, external_id, logged_by_id, logged_at)
    {numbers} SELECT {incident}, {code} || '-' || {earlier}, {school}, {at}, {on}, 'minute', 'Room ' || (n % 300),
        'staff', 'Two students shouted at each other before the bell and a third one stepped in. '
        || 'The teacher on duty, whose word is w' || (n % 5000) || ', asked them to walk away, wrote '
        || 'down what each had seen and heard, and told the office on channel c' || (n % 7) || '.',
        'bench', n || '', NULL, {at} FROM numbers""",
    """INSERT INTO participant (id, incident_id, person_id, part, place_in_form)
    {numbers} SELECT {incident}, {incident}, {person}, 'actor', 0 FROM numbers""",
    """INSERT INTO matter (id, reference, incident_id, actor_id, conduct, conduct_words,
        external_id, place_in_form)
    {numbers} SELECT {incident}, {code} || '-' || {later}, {incident}, {incident},
        CASE WHEN n % 3 = 0 THEN 'truancy' ELSE 'fighting' END, '', '1', 0 FROM numbers""",
    """INSERT INTO standing (matter_id, incident_id, school_id, outcome, since, occurred_at)
    {numbers} SELECT {incident}, {incident}, {school}, {outcome}, {at}, {at} FROM numbers""",
)
WORDS = {
    "sqlite": (
        ["DROP TRIGGER incident_words_of_incident"],
        [
            "INSERT INTO incident_words SELECT id, place || ' ' || narrative FROM incident",
            "CREATE TRIGGER incident_words_of_incident AFTER INSERT ON incident BEGIN "
            "INSERT INTO incident_words VALUES (NEW.id, NEW.place || ' ' || NEW.narrative); END",
        ],
    ),
    "postgresql": (
        [
            "ALTER TABLE incident DISABLE TRIGGER incident_is_searched",
            "DROP INDEX ix_incident_words_words",
        ],
        [
            "INSERT INTO incident_words SELECT id, words(place || ' ' || narrative) FROM incident",
            "CREATE INDEX ix_incident_words_words ON incident_words USING gin (words)",
            "ALTER TABLE incident ENABLE TRIGGER incident_is_searched",
        ],
    ),
}
"""What keeps the words is taken away before the rows come, and put back after them."""


def load(rows):
    """Put this many incidents, each with one actor and one matter, into an empty database.

    As the operator. They lie over three years and ten schools, in no order of date. Where each
    matter stands is written as its decisions would have had it, without the decisions.
    """
    engine = db.session.get_bind()
    before, after = WORDS[engine.dialect.name]
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            connection.execute(sa.text("PRAGMA cache_size = -1000000"))
        for statement in before:
            connection.execute(sa.text(statement))
        for statement, count in zip(
            (*PLACES, *INCIDENTS), (SCHOOLS, PEOPLE, *[rows] * len(INCIDENTS)), strict=True
        ):
            connection.execute(sa.text(_filled(statement, engine)), {"rows": count})
        for statement in after:
            connection.execute(sa.text(statement))
    raw = engine.raw_connection()
    raw.cursor().execute("ANALYZE")
    raw.commit()
    if engine.dialect.name == "sqlite":
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def _filled(statement, engine):
    spoken = SPOKEN[engine.dialect.name]
    second = "(n * 15485863 % 100000000)"
    share, cases = 0, []
    for outcome, part in OUTCOMES:
        share += part
        cases.append(f"WHEN n / 10 * 37 % 100 < {share} THEN '{outcome}'")
    return statement.format(
        numbers=spoken["numbers"],
        incident=spoken["id"].format(n="n"),
        school=spoken["id"].format(n=f"n % {SCHOOLS} + 1"),
        code="'S' || substr('ABCDEFGHIJ', cast(n % 10 + 1 AS integer), 1)",
        earlier=_reference(spoken, "n / 10"),
        later=_reference(spoken, "999999 - n / 10"),
        person=spoken["id"].format(n=f"n % {PEOPLE} + 1"),
        at=spoken["at"].format(second=second),
        on=spoken["on"].format(second=second),
        outcome=f"CASE {' '.join(cases)} END",
    )


def _reference(spoken, number):
    """What stands after a school's code, such as 0012-34; good for ten million incidents."""
    six = spoken["six"].format(n=f"({number})")
    return f"substr({six}, 1, 4) || '-' || substr({six}, 5, 2)"
