"""Signing in: one field for the address, then one for the code."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    BaseConfirmCodeForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    SignupForm,
)

from laurel.accounts import selectors
from laurel.accounts import services as accounts

ADDRESS = "E-mail address"
HINT = "Any address of yours. New here? The same code makes your account."
CODE_HINT = "Letters and digits, as in the mail. You can paste it."


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    """The address. Whoever proves it by the code gets in: for newcomers an account is made.

    So the page says the same to everybody, and tells nobody which addresses are known.
    """

    user: Any = None  # the account that the code opens

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        _dress_address(self.fields["login"])

    def clean(self) -> Any:
        """Find the account, or make one that its owner has yet to prove."""
        data = super().clean()
        if not self.errors:
            self.user = _opened_by(self.cleaned_data["login"], self.user)
        return data


class AskForCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """The same on allauth's other page for it."""

    _user: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_address(self.fields["email"])

    def clean_email(self) -> str:
        """Find the account, or make one that its owner has yet to prove."""
        email: str = super().clean_email()
        if email:
            self._user = _opened_by(email, self._user)
        return email


class NewcomerForm(SignupForm):  # type: ignore[misc]  # allauth is untyped
    """A new account by the address bar; the sign-in page does the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_address(self.fields["email"])


class AddressForm(AddEmailForm):  # type: ignore[misc]  # allauth is untyped
    """One more address for somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_address(self.fields["email"])
        self.fields["email"].label = "Another address of yours"
        self.fields["email"].help_text = "We send a code there to confirm it."


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """The code from the mail, for signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])


class AddressCodeForm(ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # untyped
    """The code from the mail, for proving an address."""

    may_merge = (
        False  # signed in: another account's address leads to one account of two
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"])

    def clean_code(self) -> str:
        """The right code, for an address that may be added or merged with."""
        if self.may_merge:
            code: str = BaseConfirmCodeForm.clean_code(self)
            return code
        return super().clean_code()  # type: ignore[no-any-return]


def _opened_by(email: str, account: Any) -> Any:
    found = selectors.opened_by(email=email, account=account)
    return found or accounts.open_for(email=email)


def _dress_address(field: Any) -> None:
    field.label, field.help_text = ADDRESS, HINT
    field.error_messages |= {
        "required": "Type your e-mail address.",
        "invalid": "This is not an e-mail address. It looks like ada@college.example.",
    }
    field.widget.attrs |= {"autocomplete": "email", "dir": "ltr"}
    field.widget.attrs.pop("placeholder", None)


def _dress_code(field: Any) -> None:
    field.label, field.help_text = "Code", CODE_HINT
    field.error_messages |= {"required": "Type the code from the mail."}
    field.widget.attrs |= {
        "autocomplete": "one-time-code",
        "autocapitalize": "characters",
        "spellcheck": "false",
        "class": "code-input",
        "dir": "ltr",
    }
    field.widget.attrs.pop("placeholder", None)
