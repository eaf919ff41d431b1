"""`naungan account`: the first accounts of a node, made by who runs it."""

from __future__ import annotations

import click

from naungan.accounts import actions, queries
from naungan.cli.check import prepare_database
from naungan.cli.terminal import json_option, operator, print_json
from naungan.engine.accounts import roles


@click.group()
def account() -> None:
    """Accounts and the roles they hold. Every change leaves an audit row."""


@account.command()
@click.argument("username")
@click.option("--name", "full_name", required=True, help="Full name, as colleagues know it.")
@click.option("--agency", required=True, help="Code of the agency; made if --agency-kind is given.")
@click.option("--agency-kind", default="", help="Makes the agency with this kind (immigration, police, …).")
@click.option("--role", "grants", multiple=True, help="A role; may be given several times.")
@click.option("--language", type=click.Choice(["en", "ms"]), default="en", show_default=True)
@click.password_option(help="Asked for when not given.")
@json_option
def add(
    *, username: str, full_name: str, agency: str, agency_kind: str, grants: tuple[str, ...], language: str,
    password: str, as_json: bool,
) -> None:  # fmt: skip
    """Make an account."""
    from django.conf import settings

    prepare_database()
    who = operator()
    if agency_kind:
        actions.ensure_agency(who, code=agency, name_en=agency, name_ms=agency, kind=agency_kind, state=settings.STATE)
    number = actions.create_user(
        who, username=username, full_name=full_name, agency=agency, password=password, language=language, grants=grants
    )
    if as_json:
        print_json({"user": number, "username": username, "roles": list(grants)})
    else:
        click.echo(f"Account {username} stands, with {', '.join(grants) or 'no role yet'}.")


@account.command()
@click.argument("username")
@click.argument("role")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Last day on which the role holds.")
@json_option
def grant(*, username: str, role: str, until: object, as_json: bool) -> None:
    """Give ROLE to USERNAME, or change until when it holds."""
    from datetime import datetime

    prepare_database()
    last = until.date() if isinstance(until, datetime) else None
    actions.grant_role(operator(), username=username, role=role, valid_until=last)
    if as_json:
        print_json({"username": username, "role": role, "until": last.isoformat() if last else None})
    else:
        click.echo(f"{username} holds {role}{f' until {last}' if last else ''}.")


@account.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """Who has an account, and which roles."""
    prepare_database()
    found = queries.accounts(operator())
    if as_json:
        print_json([{"username": a.username, "name": a.full_name, "agency": a.agency, "active": a.active,
                     "roles": [g.role for g in a.grants]} for a in found])  # fmt: skip
        return
    for one in found:
        click.echo(f"{one.username:24} {one.agency:12} {', '.join(g.role for g in one.grants) or 'no role'}")
    if not found:
        click.echo(f"No account yet. Roles: {', '.join(code for code, role in roles().items() if role.grantable)}")
