"""The first accounts of a district, with a password: before anybody can be invited."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from incident_app.vocabulary import Role

from .district import operating

BY = click.option("--by", default="", metavar="NAME", help="Your own name, for the journal.")


@click.command("create-admin")
@click.option("--email", prompt="E-mail address", help="What they sign in with.")
@click.option("--name", prompt="Name", help="Their name, as pages show it.")
@click.option("--school", prompt="School", help="The name of their school.")
@click.option(
    "--code",
    help="Two to five capital letters that begin the school's references, such as EHS; "
    "only for a school that is not there yet.",
)
@click.password_option(help="15 characters or more; asked for when left out.")
@BY
def create_admin(  # noqa: PLR0913 - what makes an administrator
    *, email: str, name: str, school: str, code: str | None, password: str, by: str
) -> None:
    """Make an administrator of a school, and the school when it is new."""
    from incident_app.services import Refused, accounts, district  # noqa: PLC0415

    now = datetime.now(UTC)
    with operating() as app:
        ours = app.config["DISTRICT"]
        try:
            accounts.refuse_unfit(name=name, email=email, password=password, district=ours)
            theirs = district.named(school)
            if theirs is None:
                code = code or click.prompt("Code of the new school, such as EHS")
                theirs = district.open_school(viewer=None, name=school, code=code, now=now)
            accounts.create(
                viewer=None,
                name=name,
                email=email,
                role=Role.ADMINISTRATOR,
                password=password,
                schools=[theirs],
                district=ours,
                operator=by.strip(),
                now=now,
            )
        except Refused as refused:
            raise click.ClickException(str(refused)) from None
    click.echo(f"{name} can now sign in as {email.strip().lower()}.")


@click.command("create-system-admin")
@click.option("--email", prompt="E-mail address", help="What they sign in with.")
@click.option("--name", prompt="Name", help="Their name, as pages show it.")
@click.password_option(help="15 characters or more; asked for when left out.")
@BY
def create_system_admin(email: str, name: str, password: str, by: str) -> None:
    """Make a system administrator, who keeps accounts and the policy, and reads no matter."""
    from incident_app.services import Refused, accounts  # noqa: PLC0415

    with operating() as app:
        try:
            accounts.create(
                viewer=None,
                name=name,
                email=email,
                role=Role.SYSTEM_ADMINISTRATOR,
                password=password,
                district=app.config["DISTRICT"],
                operator=by.strip(),
                now=datetime.now(UTC),
            )
        except Refused as refused:
            raise click.ClickException(str(refused)) from None
    click.echo(f"{name} can now sign in as {email.strip().lower()}.")
