"""A GET, a HEAD and an OPTIONS change nothing, whoever asks and whatever for (RFC 9110, 9.2.1).

What reading lawfully adds to is named in ``tests/prints.py``, each with its reason.
"""

from collections import Counter

import pytest

from tests.access.matrix import table
from tests.access.matrix.cells import cells, path
from tests.access.matrix.test_matrix import VIEWS
from tests.prints import ASKING, READING, Prints, changed, lost

LAWFUL = {"GET": set(READING), "HEAD": ASKING, "OPTIONS": ASKING}


@pytest.fixture
def prints(district):
    taken = Prints()
    yield taken
    taken.close()


def test_nothing_changes_by_asking(app, district, prints):
    built, askers, _ = district
    wrong, added, asked = [], set(), Counter()
    after = prints.take()
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" not in rule.methods:
            continue
        for relation, asker in askers.items():
            for method, ids, view in _asked(built, rule, relation):
                before = after
                answer = asker.ask(method, path(rule, ids), **view)
                after = prints.take()
                asked[method, answer.status] += 1
                found = changed(before, after)
                added |= found
                if unlawful := (found - LAWFUL[method]) | lost(before, after):
                    wrong.append(f"{method} {rule} by {relation} changes {sorted(unlawful)}")
    assert not wrong, "\n".join(wrong[:40])
    assert added == set(READING), "what is named as lawful is what reading does add to"
    assert asked["GET", 200] > 300, "pages were opened"
    assert asked["HEAD", 200] > 300
    assert asked["OPTIONS", 200] > 100
    assert asked["GET", 404] > 100, "and others were not there"


def _asked(built, rule, relation):
    """Each record that is theirs to open, and one that is not; the first of both in every way."""
    met = set()
    for verb, _, ids, meant in cells(built, rule, relation):
        theirs = meant == table.YES
        if verb != "GET" or (theirs in met and not theirs):
            continue
        yield "HEAD", ids, {}  # before the GET, so that a notice is unread still
        yield "GET", ids, {}
        if theirs not in met:
            met.add(theirs)
            yield "OPTIONS", ids, {}
            for view in ("data", "file"):
                yield "GET", ids, VIEWS["GET"][view]


def test_what_is_only_posted_to_is_not_done_by_asking(app, district, prints):
    built, askers, _ = district
    before = prints.take()
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" in rule.methods:
            continue
        for relation, asker in askers.items():
            _, _, ids, _ = next(cells(built, rule, relation))
            for method in ("GET", "HEAD", "OPTIONS"):
                answer = asker.ask(method, path(rule, ids), query={"csrf_token": asker.token})
                assert answer.status in {200, 302, 404, 405}, f"{method} {rule} by {relation}"
                assert changed(before, prints.take()) <= ASKING, f"{method} {rule} by {relation}"
