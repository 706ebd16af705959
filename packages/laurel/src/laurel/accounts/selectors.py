"""Reading accounts and their addresses."""

from allauth.account.models import EmailAddress

from laurel.accounts.models import Account


def verified_addresses(account: Account) -> list[str]:
    """The addresses that are proven to be this person's, the primary one first."""
    found = EmailAddress.objects.filter(user=account, verified=True)
    return list(found.order_by("-primary", "pk").values_list("email", flat=True))


def opens(account: Account, email: str) -> bool:
    """Whether a code sent to this address may open the account."""
    verified = verified_addresses(account)
    return email.lower() in verified if verified else email.lower() == account.email
