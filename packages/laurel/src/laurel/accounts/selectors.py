"""Reading accounts and their addresses."""

from allauth.account.models import EmailAddress

from laurel.accounts.models import Account


def verified_addresses(account: Account) -> list[str]:
    """The addresses that are proven to be this person's, the primary one first."""
    found = EmailAddress.objects.filter(user=account, verified=True)
    return list(found.order_by("-primary", "pk").values_list("email", flat=True))


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
