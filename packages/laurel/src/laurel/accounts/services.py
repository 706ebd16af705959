"""Changing accounts. Most of it is allauth's; this is what it leaves to us."""

from allauth.account.models import EmailAddress
from django.db import transaction

from laurel.accounts import selectors
from laurel.accounts.models import Account


@transaction.atomic
def opened_by(*, email: str) -> Account | None:
    """The account that a code sent to this address opens, made if there is none.

    None where the account is closed. What somebody added to their account without proving it
    opens nothing: neither may a stranger be drawn into it, nor be kept from an account of
    their own.
    """
    address = email.strip().lower()
    proven = EmailAddress.objects.filter(email=address, verified=True).first()
    if proven is not None:
        account: Account = proven.user
        return account if account.is_active else None
    begun = Account.objects.filter(email=address).first()
    if begun is not None:  # its first code was never entered, or it moved on
        return begun if begun.is_active and selectors.opens(begun, address) else None
    account = Account.objects.create_user(address)
    EmailAddress.objects.create(
        user=account, email=address, primary=True, verified=False
    )
    return account
