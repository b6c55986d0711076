"""The table as it is read by people, and what its words mean for one case."""

import re
from pathlib import Path

COLUMNS = {
    "officer": "officer",
    "other officer": "another officer",
    "coordinator": "coordinator",
    "administrator": "administrator",
    "other administrator": "another school's administrator",
    "auditor": "auditor",
    "system administrator": "system administrator",
    "disabled": "nobody",
    "anonymous": "nobody",
}
"""The column of each relation."""
YES, ABSENT, SIGN_IN = "yes", "absent", "sign in"


def lines():
    """The cells of each page by its verb and address, then by relation."""
    text = (Path(__file__).parent / "table.md").read_text()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if "|" in line
    ]
    head = next(row for row in rows if row[0] == "page")
    found = {}
    for row in rows[rows.index(head) + 2 :]:
        assert row[0] not in found, f"{row[0]} stands there twice"
        cells = dict(zip(head[1:], row[1:], strict=True))
        found[row[0]] = {relation: cells[column] for relation, column in COLUMNS.items()}
    return found


def page(verb, rule):
    """A rule of the application as the table writes it."""
    return f"{verb} " + re.sub(r"<(?:\w+:)?(\w+?)(?:_id)?>", r"(\1)", str(rule))


def meant(cell, case, *, mine, disclosed):
    """What a cell says of one case: YES, ABSENT or SIGN_IN."""
    said = {
        "yes": True,
        "": False,
        "live": case is not None and case.live,
        "disclosed": case is not None and case.live and disclosed,
        "own": mine,
        "not discipline": case is not None and case.outcome != "discipline-only",
    } | {
        outcome: case is not None and case.outcome == outcome
        for outcome in ("law enforcement", "administrator-led")
    }
    if cell == SIGN_IN:
        return SIGN_IN
    # "live, law enforcement": both must hold.
    return YES if all(said[word.strip()] for word in cell.split(",")) else ABSENT
