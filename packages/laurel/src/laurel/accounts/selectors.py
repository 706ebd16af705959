"""Reading accounts and their addresses."""

import uuid
from collections.abc import Collection

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from laurel.accounts.models import Account

FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


def verified_addresses(account: Account) -> list[str]:
    """The addresses that are proven to be this person's, the primary one first."""
    found = EmailAddress.objects.filter(user=account, verified=True)
    return list(found.order_by("-primary", "pk").values_list("email", flat=True))


def proven_addresses(account_id: uuid.UUID) -> list[str]:
    """The same by the account's id; none of an account that is closed."""
    found = EmailAddress.objects.filter(
        user_id=account_id, user__is_active=True, verified=True
    )
    return list(found.order_by("-primary", "pk").values_list("email", flat=True))


def all_proven() -> "QuerySet[EmailAddress, str]":
    """Every address that somebody proved to be theirs: a query of one column."""
    known = EmailAddress.objects.filter(verified=True, user__is_active=True)
    found: QuerySet[EmailAddress, str] = known.order_by().values_list(
        "email", flat=True
    )
    return found


def opened_by(*, email: str, account: Account | None) -> Account | None:
    """The account, if a code sent to this address may open it.

    Whoever adds a stranger's address to an account must not draw the stranger into it
    (or let the stranger in): an address that is not verified opens nothing, unless it
    is the only thing the account has and its first code was never entered.
    """
    if account is None:
        return None
    verified = verified_addresses(account)
    may = email.lower() in verified if verified else email.lower() == account.email
    return account if may else None


def has_proven(*, account_id: uuid.UUID, email: str) -> bool:
    """Whether a code sent to this address was entered by this person."""
    found = EmailAddress.objects.filter(
        user_id=account_id,
        user__is_active=True,
        email=email.strip().lower(),
        verified=True,
    )
    return bool(found.exists())


def proven_by_another(*, account_id: uuid.UUID, email: str) -> Account | None:
    """The other account that proved this address, if there is one that is open."""
    found = EmailAddress.objects.filter(
        email=email.strip().lower(), verified=True, user__is_active=True
    ).exclude(user_id=account_id)
    held = found.select_related("user").first()
    return held.user if held else None


def names(account_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What these people call themselves; those who gave no name are left out."""
    found = Account.objects.filter(pk__in=account_ids).exclude(name="")
    return dict(found.values_list("pk", "name"))


def has_second_factor(account_id: uuid.UUID) -> bool:
    """Whether a code by mail alone does not open this account."""
    held = Authenticator.objects.filter(user_id=account_id, type__in=FACTORS)
    return bool(held.exists())
