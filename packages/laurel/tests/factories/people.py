"""Accounts and organizations, as services make them."""

import itertools

from laurel.accounts.models import Account
from laurel.foundation import tables
from laurel.foundation.actors import SYSTEM, Actor
from laurel.organizations import services as organizations
from laurel.organizations.types import Role
from laurel.recipients import services as recipients

_numbers = itertools.count(1)


def account(email: str = "", *, name: str = "Mary Somerville") -> Account:
    """Somebody who can sign in: the address is verified."""
    from allauth.account.models import EmailAddress

    email = email or f"person-{next(_numbers)}@north-college.example"
    made = Account.objects.create_user(email, name=name)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


def actor(made: Account | None = None) -> Actor:
    """An account, acting."""
    made = made or account()
    return Actor.person(made.pk, made.name)


def organization(name: str = "North College", *, owner: Actor | None = None):
    """An organization and the person who owns it, as (organization, actor)."""
    owner = owner or actor()
    return organizations.create(name=name, actor=owner), owner


def member(of, role: Role) -> Actor:
    """Somebody new, with this role in the organization."""
    somebody = actor()
    organizations.add_member(
        organization=of, account_id=somebody.account_id, role=role, actor=SYSTEM
    )
    return somebody


def moved(of, before: str, after: str) -> None:
    """The institution's record says another address of somebody from now on."""
    moved_all(of, (before, after))


def moved_all(of, *changes: tuple[str, str]) -> None:
    """The same of several people, all in one list."""
    rows = "".join(f"S-{before},{after},{before}\n" for before, after in changes)
    brought = recipients.bring(
        organization=of,
        table=tables.read(f"Student number,E-mail,Former address\n{rows}".encode()),
        actor=SYSTEM,
    )
    recipients.apply(found=brought, expected=len(changes), actor=SYSTEM)
