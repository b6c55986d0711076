"""Everything one officer can ask of a district."""

from random import Random
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.vocabulary import Role
from incident_app.web import gate
from tests.access.districts.chance import seeded
from tests.access.matrix.asking import TYPED, Asker

SAMPLED, SAMPLED_BESIDES = 4, 1
"""Ids asked for at a page, and beside each at a page with two. Which, chance says: it differs from
pair to pair."""
TABLES = {"officer_id": "account", "entry_id": "duty_entry", "session_id": "login_session"}
"""Whose ids stand in an address under another name."""
WORDS = {"name": ["edina_273"], "figure": ["matters"]}
"""What stands in an address that is no id."""
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
    looks, acts, again = [], [], []
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint == "static" or rule.endpoint.startswith(("account.", "sign_on.")):
            continue
        theirs = Role.OFFICER in (gate.declared(app, rule.endpoint) or ())
        paths = _paths(rule, every, chance)
        if not theirs:  # the gate closes before an id is read: a verb each, by chance
            verb = chance.choice(
                [*sorted(rule.methods & {"GET", "POST"}), "PUT", "HEAD", "OPTIONS"]
            )
            looks.append((verb, chance.choice(paths), None, None))
            continue
        for path in paths:
            if "GET" in rule.methods:
                looks.append(("GET", path, None, None))
                if not rule.arguments:
                    looks += [("GET", path, query, None) for query in QUERIES]
                    again.append(looks[-1])
            if "POST" in rule.methods:
                of_both = any(str(each) in path for each in both)
                acts.append(("POST", path, None, {} if of_both else TYPED))
    # What the officer does with what is theirs comes last, and then they look again.
    return looks + acts + again


def _paths(rule, every, chance):
    """The addresses of a rule, filled in with ids that could stand there, and with one that can't."""
    absent = UUID(bytes=chance.randbytes(16), version=4)
    choices = [{}]
    for name in sorted(rule.arguments):
        table = TABLES.get(name, name.removesuffix("_id"))
        pool = sorted(WORDS[name] if name in WORDS else every[table], key=str)
        most = SAMPLED if len(choices) == 1 else SAMPLED_BESIDES
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
