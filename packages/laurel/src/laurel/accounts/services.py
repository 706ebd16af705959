"""Changing accounts. Most of it is allauth's; this is what it leaves to us."""

import uuid

from allauth.account.models import EmailAddress
from django.db import transaction

from laurel.accounts.models import Account
from laurel.foundation.errors import Refused

MOST_NAME = 200


@transaction.atomic
def open_for(*, email: str) -> Account | None:
    """A new account for an address that is still to be proven, or None if it has one.

    None too for a closed account, and for an address that somebody else has proven.
    """
    address = email.strip().lower()
    if EmailAddress.objects.filter(email=address, verified=True).exists():
        return None
    if Account.objects.filter(email=address).exists():
        return None
    account = Account.objects.create_user(address)
    EmailAddress.objects.create(
        user=account, email=address, primary=True, verified=False
    )
    return account


@transaction.atomic
def rename(*, account_id: uuid.UUID, name: str) -> None:
    """Change what this person is called in the console.

    Raises:
        Refused: the name is too long or carries control characters.
    """
    name = name.strip()
    if len(name) > MOST_NAME or not name.isprintable():
        raise Refused(f"A name has at most {MOST_NAME} characters.", field="your_name")
    Account.objects.filter(pk=account_id).update(name=name)
