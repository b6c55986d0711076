"""The cells of a page: each of its verbs and records, and what the table says of them."""

from tests.access.matrix import table

OWNER = {"draft_id": "administrator"} | dict.fromkeys(
    ("notice_id", "officer_id", "sighting_id"), "officer"
)
"""Whose own it is, where it is somebody's own."""


def verbs(rule):
    """The verbs that a page declares; ``HEAD`` and ``OPTIONS`` come by themselves."""
    return sorted(rule.methods - {"HEAD", "OPTIONS"})


def path(rule, ids):
    """The address of a page with these ids."""
    return rule.build({name: str(each) for name, each in ids.items()})[1]


def cells(built, rule, relation):
    """Verb, case, ids, and what the table says; a page without a record has one case."""
    lines = table.lines()
    for ids, case in records(built, rule):
        for verb in verbs(rule):
            cell = lines[table.page(verb, rule)][relation]
            mine = _is_mine(built, ids, relation)
            disclosed = case is None or case.undisclosed not in ids.values()
            yield verb, case, ids, table.meant(cell, case, mine=mine, disclosed=disclosed)


def records(built, rule):
    """What fills the address in: the ids of each case that has them all."""
    wanted = rule.arguments
    if not wanted - built.ids.keys():
        yield {name: built.ids[name] for name in wanted}, None
        return
    found = False
    for case in built.cases:
        there = built.ids | case.ids
        if not wanted - there.keys():
            found = True
            ids = {name: there[name] for name in wanted}
            yield ids, case
            if {"referral_id", "attachment_id"} <= wanted:
                yield ids | {"attachment_id": case.undisclosed}, case
    assert found, f"Say in matrix/world.py what stands in for {sorted(wanted)} of {rule}"


def _is_mine(built, ids, relation):
    account = built.people.get(relation)
    names = {OWNER.get(name) for name in ids} - {None}
    return account is not None and names == {relation}
