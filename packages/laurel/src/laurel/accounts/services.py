"""Changing accounts. Most of it is allauth's; this is what it leaves to us."""

from allauth.account.models import EmailAddress
from django.db import transaction

from laurel.accounts.models import Account


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
