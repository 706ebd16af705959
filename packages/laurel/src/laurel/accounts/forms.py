"""Where signing in begins."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm

from laurel.accounts import selectors
from laurel.accounts.models import Account


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth is untyped
    """Takes an address; a code goes to it."""

    user: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Find the account the address opens."""
        cleaned: dict[str, Any] = super().clean()
        self.user = _opened_by(cleaned.get("login", ""), self.user)
        return cleaned


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):  # type: ignore[misc]  # untyped
    """The same, at allauth's other address."""

    _user: Account | None = None

    def clean_email(self) -> str:
        """Find the account the address opens."""
        email: str = super().clean_email()
        self._user = _opened_by(email, self._user)
        return email


def _opened_by(email: str, account: Account | None) -> Account | None:
    # Whoever adds a stranger's address to an account must not draw the stranger into
    # it (or let the stranger in): what is not verified opens nothing, unless it is all
    # the account has and its first code was never entered.
    if account is None or not selectors.opens(account, email):
        return None
    return account
