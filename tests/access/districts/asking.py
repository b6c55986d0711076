"""Everything one officer can ask of a district."""

from random import Random
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.vocabulary import Role
from incident_app.web import gate
from tests.access.districts.chance import seeded
from tests.access.matrix.asking import TYPED, Asker

SAMPLED, SAMPLED_OF_THEIRS = 1, 8
"""Ids asked for of each kind at a page that no officer has, where the gate closes before they are
read, and at one that officers have. Which ones, chance says: it differs from pair to pair."""
QUERIES = (
    "words=w1",
    "page=2",
    "year=2025",
    "person=1&school=1&outcome=discipline_only&find=1",
    "format=csv&print=1",
)


def ids():
    """Every id of the district by the table that has it."""
    found = {}
    for table in db.metadata.sorted_tables:
        if "id" in table.c:
            found[table.name] = set(db.session.scalars(sa.select(table.c.id)))
    db.session.rollback()
    return found


def requests(app, pools, seed):
    """What to ask: verb, address, query and what is sent, the same for both districts.

    :param pools: ids by table, of both districts together, and those that both have.
    """
    chance = Random(f"{seed} requests")
    every, both = pools
    asked = []
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint == "static":
            continue
        theirs = rule.endpoint in gate.PUBLIC or Role.OFFICER in (
            gate.declared(app, rule.endpoint) or ()
        )
        for path in _paths(rule, every, chance, theirs=theirs):
            if "GET" in rule.methods:
                asked.append(("GET", path, None, None))
                asked += [("HEAD", path, None, None)] if theirs else []
                asked += [
                    ("GET", path, query, None)
                    for query in (QUERIES if theirs and not rule.arguments else ())
                ]
            if "POST" in rule.methods and rule.endpoint != "account.sign_out":
                of_both = any(str(each) in path for each in both)
                asked.append(("POST", path, None, {} if of_both else TYPED))
            if not theirs:
                asked.append((chance.choice(["PUT", "DELETE", "OPTIONS"]), path, None, None))
    # What the officer does with what is theirs comes last, and then they look again.
    asked.sort(key=lambda one: one[0] == "POST")
    return asked + [
        one for one in asked if one[0] == "GET" and not any(c.isdigit() for c in one[1])
    ]


def _paths(rule, every, chance, *, theirs):
    """The addresses of a rule, filled in with every id that could stand there, and with one that can't."""
    if not rule.arguments:
        return [rule.build({})[1]]
    absent = UUID(bytes=chance.randbytes(16), version=4)
    choices = [{}]
    for name in sorted(rule.arguments):
        pool = sorted(
            every.get(name.removesuffix("_id"), {"edina_273"} if name == "name" else set()), key=str
        )
        most = SAMPLED_OF_THEIRS if theirs and len(choices) == 1 else SAMPLED
        pool = chance.sample(pool, min(most, len(pool)))
        choices = [{**one, name: str(each)} for one in choices for each in [*pool, absent]]
    return [rule.build(one)[1] for one in choices]


def answers(app, pages, officer, asked, seed):
    """What the officer gets, in order; chance and the clock begin anew."""
    with seeded(f"{seed} asking"):
        asker = Asker(app, pages.sign_in(officer))
        return [
            asker.ask(method, path, query=query, data=data) for method, path, query, data in asked
        ]
