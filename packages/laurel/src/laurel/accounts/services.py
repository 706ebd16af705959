"""Changing accounts. Most of it is allauth's; this is what it leaves to us."""

import datetime as dt
import uuid
from contextlib import suppress

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import ProtectedError

from laurel.accounts.merging import merge
from laurel.accounts.models import Account
from laurel.foundation import clock
from laurel.foundation.errors import NotFound, Refused

__all__ = [
    "forget_second_factor", "forget_unproven", "merge", "open_for", "rename",
]  # fmt: skip

MOST_NAME = 200
KEEP_UNPROVEN = dt.timedelta(days=1)  # a code works for ten minutes
MOST_FORGOTTEN = 500  # at a time; the next round goes on


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
def forget_unproven() -> int:
    """Forget accounts whose address nobody ever proved; how many.

    Every slip of the pen at the sign-in page makes one, and keeps the address of somebody
    who knows nothing of it. Whoever types it again gets a new code.
    """
    old = clock.now() - KEEP_UNPROVEN
    unproven = Account.objects.filter(
        created_at__lte=old, last_login=None, merged_into=None
    ).exclude(emailaddress__verified=True)
    forgotten = 0
    for account in unproven.order_by("pk")[:MOST_FORGOTTEN]:
        with suppress(ProtectedError):  # somebody above us holds on to it
            account.delete()
            forgotten += 1
    return forgotten


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


@transaction.atomic
def forget_second_factor(*, email: str) -> int:
    """Take every passkey, app and recovery code from the account of an address; how many.

    For somebody who lost all of them. Whoever calls this must know the person.

    Raises:
        NotFound: nobody proved that the address is theirs.
    """
    address = email.strip().lower()
    held = EmailAddress.objects.filter(email=address, verified=True).first()
    if held is None:
        raise NotFound("no such account")
    forgotten: int = Authenticator.objects.filter(user_id=held.user_id).delete()[0]
    return forgotten
