"""``incident-app policy``: prove it, read it, ask it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from incident_app.policy import editions, proof, reading
from incident_app.policy.answer_lines import WORDS
from incident_app.policy.document import ANSWER, document
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.explain import changes, rests_on
from incident_app.policy.logic import BY_NAME, FACTS, Answer, Fact

from .classify import an_edition


@click.group()
def policy() -> None:
    """Prove the policy, read it, or ask it. Needs no database and no settings."""


@policy.command()
def check() -> None:
    """Prove every edition over all 177,147 answer sheets; exit 1 and say what is wrong.

    Takes about ten seconds for each edition.
    """
    wrong = False
    for edition in editions.EDITIONS:
        found = False
        for problem in proof.problems(edition):
            found = True
            click.echo(f"{edition.name}: {problem}")
        if not found:
            click.echo(f"{edition.name}: proved over {3 ** len(FACTS):,} answer sheets.")
        wrong |= found
    sys.exit(1 if wrong else 0)


@policy.command()
@click.option("--markdown", is_flag=True, help="All of docs/policy.md, as it should be.")
def show(*, markdown: bool) -> None:
    """Print every edition: its rows in order, with citations, and the questions."""
    if markdown:
        click.echo(document(), nl=False)
        return
    for edition in editions.EDITIONS:
        click.secho(f"{edition.title} ({edition.name})", bold=True)
        click.echo(f"{reading.in_force(edition)}\n")
        for number, row, when, *_ in reading.rows(edition):
            click.echo(click.wrap_text(f"{number}. {row.then.title}: {row.cite}", 96))
            click.echo(click.wrap_text(f"When {when}.", 96, "   ", "   "))
            click.echo(click.wrap_text(row.says, 96, "   ", "   ") + "\n")
    click.secho("The questions", bold=True)
    for fact in FACTS:
        click.echo(f"{fact.name:17} {fact.question}")


@policy.command()
@click.argument("answers", nargs=-1, metavar="[FACT=ANSWER]...")
@click.option("--edition", default=editions.ADOPTED[0].name, show_default=True, callback=an_edition)
def explain(answers: Sequence[str], edition: editions.Edition) -> None:
    """Say what the policy gives for some answers, why, and what would change it.

    For example: incident-app policy explain crime=yes bodily_harm=no threat=unknown
    """
    sheet = _sheet(answers)
    try:
        decision = decide(edition, sheet)
    except Contradiction as contradiction:
        raise click.UsageError(str(contradiction)) from None
    click.secho(decision.outcome.title, bold=True)
    click.echo(decision.outcome.meaning)
    _list("It could still fall under" if decision.ask else "The policy says", [
        f"{row.cite}. {row.says}" for row in decision.because
    ])  # fmt: skip
    _list("Because", [
        f"{fact.question} {str(ANSWER[sheet[fact]]).capitalize()}."
        for fact in rests_on(edition, sheet)
    ])  # fmt: skip
    _list("Ask next", [f"{fact.name}: {fact.question}" for fact in decision.ask])
    _list("Not needed here", [fact.name for fact in decision.irrelevant])
    _list("What would change it", [change.sentence for change in changes(edition, sheet)])


def _sheet(answers: Sequence[str]) -> dict[Fact, Answer]:
    sheet: dict[Fact, Answer] = dict.fromkeys(FACTS)
    for given in answers:
        name, _, word = given.partition("=")
        if name not in BY_NAME:
            raise click.UsageError(f"{name} is not a fact. The facts are {', '.join(BY_NAME)}.")
        if word not in WORDS:
            raise click.UsageError(f"{name} must be yes, no or unknown: {name}=yes.")
        sheet[BY_NAME[name]] = WORDS[word]
    return sheet


def _list(title: str, items: Sequence[str]) -> None:
    if items:
        click.echo(f"\n{title}:")
        for item in items:
            click.echo(click.wrap_text(item, 96, "- ", "  "))
