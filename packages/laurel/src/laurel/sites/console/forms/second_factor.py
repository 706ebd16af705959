"""A second factor: six digits of an app, a passkey, or a recovery code."""

import logging
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from obkit.encoding import strict_json
from obkit.errors import ObkitError

logger = logging.getLogger("laurel.accounts")

LONGEST_NAME = 60
LONGEST_CODE = 20
LONGEST_ANSWER = 20_000  # characters; an attested passkey with its certificates
NOT_A_PASSKEY = "The browser gave us no passkey that we know. Try again."


class AnswerField(forms.CharField):
    """What a browser answers for a passkey: WebAuthn level 3, section 5.1 (`toJSON`)."""

    widget = forms.HiddenInput
    MEMBERS = ("id", "rawId", "type", "response")

    def clean(self, value: Any) -> Any:
        """The answer as an object whose members allauth may rely on."""
        text = super().clean(value)
        if len(text) > LONGEST_ANSWER:
            raise ValidationError(NOT_A_PASSKEY)
        try:
            answer = strict_json.loads_object(text)
        except ObkitError:
            raise ValidationError(NOT_A_PASSKEY) from None
        inner = answer.get("response")
        if not all(name in answer for name in self.MEMBERS) or not isinstance(
            inner, dict
        ):
            raise ValidationError(NOT_A_PASSKEY)
        return answer


class Careful:
    """A form that takes a passkey's answer; one that is made up is a refusal, no fault."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = AnswerField()

    def full_clean(self) -> None:
        """Refuse what allauth and fido2 stumble over; they raise whatever comes."""
        try:
            super().full_clean()  # type: ignore[misc]  # the forms below have it
        except Exception:
            logger.info("a passkey's answer was refused", exc_info=True)
            self.cleaned_data: dict[str, Any] = {}
            self.add_error(None, NOT_A_PASSKEY)  # type: ignore[attr-defined]


class FactorForm(AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """While signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(
            self.fields["code"], "From your app, or one of your recovery codes."
        )


class AgainForm(ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """Before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(
            self.fields["code"], "From your app, or one of your recovery codes."
        )


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    """The first six digits of a new app, which show that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress_code(self.fields["code"], "The six digits that the app shows now.")


class PasskeySignInForm(Careful, LoginWebAuthnForm):  # type: ignore[misc]  # untyped
    """A passkey that signs in alone."""


class PasskeyFactorForm(Careful, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the code by mail."""


class PasskeyAgainForm(Careful, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something that matters."""


class PasskeyForm(Careful, AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A new passkey; the browser fills in what proves it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label, name.max_length = "What shall it be called?", LONGEST_NAME
        name.help_text = "So that you know it again: My phone, Key in the drawer."
        name.widget.attrs |= {"maxlength": LONGEST_NAME, "autocomplete": "off"}
        alone = self.fields["passwordless"]
        alone.label = "Sign in with this passkey alone"
        alone.help_text = (
            "No code by mail any more. The device asks for its PIN, finger or face."
        )


def _dress_code(field: Any, hint: str) -> None:
    field.label, field.help_text, field.max_length = "Code", hint, LONGEST_CODE
    field.error_messages |= {"required": "Type the code."}
    field.widget.attrs |= {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "spellcheck": "false",
        "class": "code-input",
        "dir": "ltr",
        "maxlength": LONGEST_CODE,
    }
    field.widget.attrs.pop("placeholder", None)
