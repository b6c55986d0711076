"""Accounts from the command line, for the day nobody can sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from incident_app.vocabulary import Role

from .district import operating

if TYPE_CHECKING:
    from flask import Flask

BY = click.option(
    "--by",
    required=True,
    metavar="NAME",
    help="Your own name: the journal keeps who sat at the command line.",
)
SCHOOL = click.option(
    "--school",
    "schools",
    multiple=True,
    metavar="CODE",
    help="Of an administrator; one each.",
)
ROLE = click.Choice([each.value for each in Role])


@click.group()
def accounts() -> None:
    """Accounts: who may sign in, as what, and where they are signed in.

    For the day nobody can: all that the system administrator's pages do. An account is named by its
    e-mail address. Each change is an event in the journal, with the name given by --by.
    """


@contextmanager
def _sentences() -> Iterator[Flask]:
    """The operator's application; what is refused, or not there, ends in a plain sentence."""
    from incident_app.services import NotFound, Refused  # noqa: PLC0415 - classify starts alone

    with operating() as app:
        try:
            yield app
        except Refused as refused:
            raise click.ClickException(str(refused)) from None
        except NotFound:
            raise click.ClickException("There is no such account.") from None


def _account(email: str) -> UUID:
    from incident_app.services import account_book  # noqa: PLC0415

    return account_book.by_email(email, viewer=None)


def _schools(codes: tuple[str, ...]) -> frozenset[UUID]:
    from incident_app.services import district  # noqa: PLC0415

    found = {code: district.named(code) for code in codes}
    for code, school in found.items():
        if school is None:
            raise click.ClickException(f"There is no school {code}.")
    return frozenset(school.id for school in found.values() if school)


def _named(by: str) -> dict[str, Any]:
    """What every change is told: nobody signed in, who sits here, and when."""
    if not by.strip():
        raise click.ClickException("Enter your own name after --by.")
    return {"viewer": None, "operator": by.strip(), "now": datetime.now(UTC)}


@accounts.command("list")
def listing() -> None:
    """Every account: address, name, role, schools, state, last sign-in, and places in use."""
    from incident_app.services import account_book  # noqa: PLC0415

    with _sentences() as app:
        for each in account_book.every(viewer=None, now=datetime.now(UTC)):
            at, account = each.signed_in_at, each.account
            last = f"{at.astimezone(app.config['ZONE']):%Y-%m-%d %H:%M}" if at else "never"
            cells = [
                account.email,
                account.name,
                account.role.value,
                " ".join(school.code for school in account.schools) or "-",
                each.state.value,
                last,
                f"{each.places} place{'' if each.places == 1 else 's'}" if each.places else "-",
            ]
            click.echo(_line(cells))


def _line(cells: list[str]) -> str:
    """Cells with tabs between them; what could look like another cell or line is left out."""
    shown = ("".join(each if each.isprintable() else " " for each in cell) for cell in cells)
    return "\t".join(shown)


@accounts.command()
@click.argument("email")
@click.option("--name", required=True, help="Their name, as pages show it.")
@click.option("--role", required=True, type=ROLE)
@SCHOOL
@BY
def invite(email: str, name: str, role: str, schools: tuple[str, ...], by: str) -> None:
    """Invite somebody by mail; "incident-app deliver" sends the link."""
    from incident_app.services import invitations  # noqa: PLC0415

    if schools and Role(role) is not Role.ADMINISTRATOR:
        raise click.ClickException("Only an administrator is given schools here.")
    with _sentences() as app:
        new = invitations.Invited(
            name=name, email=email, role=Role(role), schools=_schools(schools)
        )
        invitations.invite(new, **_named(by))
        _link_goes(app, f"{name} is invited. ", email)


@accounts.command("send-link")
@click.argument("email")
@BY
def send_link(email: str, by: str) -> None:
    """Send a new link: to be invited again, or for a new password."""
    from incident_app.services import invitations  # noqa: PLC0415

    with _sentences() as app:
        invitations.send_link(_account(email), **_named(by))
        _link_goes(app, "", email)


def _link_goes(app: Flask, done: str, email: str) -> None:
    click.echo(f"{done}The link goes to {email.strip().lower()}.")
    if not (app.config["SMTP_URL"] and app.config["URL"]):
        words = "No mail leaves this server yet, so it waits. Set INCIDENT_SMTP_URL, "
        click.echo(f"{words}INCIDENT_MAIL_FROM and INCIDENT_URL.", err=True)


@accounts.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@SCHOOL
@BY
def role(email: str, role: str, schools: tuple[str, ...], by: str) -> None:
    """Give an account another role; an administrator needs a --school."""
    from incident_app.services import account_changes  # noqa: PLC0415

    with _sentences():
        given = _schools(schools)
        changed = account_changes.assign(_account(email), Role(role), given, **_named(by))
    click.echo("Changed. They are signed out everywhere." if changed else "Nothing was changed.")


@accounts.command("schools")
@click.argument("email")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@BY
def give_schools(email: str, codes: tuple[str, ...], by: str) -> None:
    """Give an administrator these schools, and no others."""
    from incident_app.services import account_book, account_changes  # noqa: PLC0415

    with _sentences():
        told = _named(by)
        found = account_book.one(_account(email), viewer=None, now=told["now"]).account
        if found.role is not Role.ADMINISTRATOR:
            raise click.ClickException(
                "Only an administrator is given schools here. The coordinator gives an officer "
                "theirs, in the registry of officers."
            )
        changed = account_changes.assign(found.id, found.role, _schools(codes), **told)
    click.echo("Changed. They are signed out everywhere." if changed else "Nothing was changed.")


@accounts.command()
@click.argument("email")
@BY
def disable(email: str, by: str) -> None:
    """Take an account out of use, from its next request on."""
    from incident_app.services import account_changes  # noqa: PLC0415

    _done(email, by, account_changes.disable, "Disabled.", "It was disabled already.")


@accounts.command()
@click.argument("email")
@BY
def enable(email: str, by: str) -> None:
    """Put an account back into use."""
    from incident_app.services import account_changes  # noqa: PLC0415

    _done(email, by, account_changes.enable, "Enabled.", "It was in use already.")


def _done(email: str, by: str, change: Callable[..., bool], said: str, nothing: str) -> None:
    with _sentences():
        changed = change(_account(email), **_named(by))
    click.echo(said if changed else nothing)


@accounts.command("reset-factors")
@click.argument("email")
@BY
@click.option(
    "--approved-by",
    "approved",
    required=True,
    metavar="NAME",
    help="The second person, who stands beside you; the journal keeps both names.",
)
def reset_factors(email: str, by: str, approved: str) -> None:
    """Take second factors off, with two people named; a new one is added at the next sign-in."""
    from incident_app.services import factor_resets  # noqa: PLC0415

    with _sentences():
        told = _named(by)
        count = factor_resets.by_two(
            _account(email), asked=told["operator"], approved=approved.strip(), viewer=None,
            now=told["now"],
        )  # fmt: skip
    click.echo(f"{count} second factor{'' if count == 1 else 's'} taken off.")


@accounts.command("end-sessions")
@click.argument("email", required=False)
@BY
def end_sessions(email: str | None, by: str) -> None:
    """End every session of EMAIL; without it every session there is.

    Run it without EMAIL after a backup was brought back.
    """
    from incident_app.services import account_changes, sessions  # noqa: PLC0415

    with _sentences():
        told = _named(by)
        if email:
            ended = account_changes.end_sessions(_account(email), **told)
        else:
            ended = sessions.end_all(operator=told["operator"], now=told["now"])
    again = "They sign in again." if email else "Everyone signs in again."
    click.echo(f"{ended} session{'' if ended == 1 else 's'} ended. {again}")


@accounts.command("who-sees")
@click.argument("reference")
def who_sees(reference: str) -> None:
    """Who may open the incident of REFERENCE now, each with why; nothing of the incident."""
    from incident_app.reports import who_sees as asked  # noqa: PLC0415

    with _sentences():
        found = asked.of_incident(reference.strip().upper())
        if found is None:
            raise click.ClickException(f"There is no incident {reference}.")
        for each in found:
            account = each.account
            cells = [account.email, account.name, account.role.title, "; ".join(each.why)]
            click.echo(_line(cells))
    click.echo(f"{len(found)} account{'' if len(found) == 1 else 's'} may open it now.")


@accounts.command("same-person")
@click.argument("email")
@click.argument("other", required=False)
@BY
def same_person(email: str, other: str | None, by: str) -> None:
    """Say that EMAIL is a second account of who has OTHER; without OTHER: of nobody else.

    Neither of two accounts of one person approves what the other asks.
    """
    from incident_app.services import account_changes  # noqa: PLC0415

    with _sentences():
        of_id = _account(other) if other else None
        changed = account_changes.hold(_account(email), of_id, **_named(by))
    holds = f"a second account of who has {other}" if other else "nobody else's"
    click.echo(f"{'Noted' if changed else 'Nothing was changed'}: {email} is {holds}.")


@accounts.command()
@click.argument("email")
def history(email: str) -> None:
    """What was done to an account and with it, the newest 200 first: when, what, by whom."""
    from incident_app.reports import account_words  # noqa: PLC0415
    from incident_app.services import account_book  # noqa: PLC0415

    with _sentences() as app:
        for each in account_book.history(_account(email), viewer=None):
            at = each.event.at.astimezone(app.config["ZONE"])
            cells = [f"{at:%Y-%m-%d %H:%M}", account_words.said(each), account_words.who(each)]
            click.echo(_line(cells).rstrip())


@accounts.command("end-unused")
def end_unused() -> None:
    """Disable what nobody signed in to for 90 days, and officers whose contracts have ended.

    "incident-app deliver" does so by itself: for a district without a mail server, once a day.
    """
    from incident_app.services import account_life  # noqa: PLC0415

    with _sentences() as app:
        now = datetime.now(UTC)
        today = now.astimezone(app.config["ZONE"]).date()
        ended = account_life.end_what_is_over(today=today, now=now)
    click.echo(f"{ended} account{'' if ended == 1 else 's'} disabled.")
