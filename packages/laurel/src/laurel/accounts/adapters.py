"""How allauth does things here."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from obkit.keys.seal import seal, unseal

from laurel.foundation import ids, mail
from laurel.foundation.models import JobPriority

STILL_THERE = 15 * 60  # seconds after signing in
SECRETS = b"laurel second factor"  # what they are sealed for, and for nothing else


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Sign-in by e-mailed code; its mails go through our outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Write to whoever runs this site.",
        "cannot_remove_primary_email": "Mail to you goes to this address. Choose another "
        "one for mail first.",
        "duplicate_email": "This address is yours already.",
        "incorrect_code": "This is not the code. Look into the newest mail, or have "
        "another one sent.",
        "invalid_login": "Type your e-mail address.",
        "max_email_addresses": "You have %d addresses, and more are not kept. Remove one "
        "first.",
        "rate_limited": "That was too often. Wait a minute and try again.",
        "too_many_login_attempts": "That was too often. Wait five minutes and try again.",
        "unverified_primary_email": "Confirm the address first. Then mail to you can go "
        "there.",
    }

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Put one of allauth's mails into the outbox."""
        request = allauth_context.request
        full = {
            "request": request,
            "email": email,
            "base_url": settings.LAUREL.base_url,
            **context,
        }
        subject = render_to_string(f"{template_prefix}_subject.txt", full)
        mail.send(
            mail.Message(
                key=f"accounts:{ids.uuid7()}",  # every code is a mail of its own
                to=email,
                from_name="Laurel",
                subject=" ".join(subject.split()),
                text=render_to_string(f"{template_prefix}_message.txt", full).strip(),
                html=_html(template_prefix, full),
                priority=JobPriority.URGENT,  # somebody sits and waits for the code
            )
        )

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """Whether to ask once more: not of somebody who signed in a moment ago."""
        request = allauth_context.request
        signed_in = get_authentication_records(request, request.user)
        now = time.time()  # as allauth counts
        if any(now - record["at"] < STILL_THERE for record in signed_in):
            return False
        return bool(super().is_reauthentication_required(app=app, **rest))

    def is_safe_url(self, url: str | None) -> bool:
        """Only paths of our own are gone to after signing in."""
        return bool(url) and super().is_safe_url(url)


class LinkedAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped
    """Signing in with somebody else's account, such as LinkedIn's."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """Take over the name that the other side knows."""
        account = super().populate_user(request, sociallogin, data)
        account.name = (data.get("name") or "")[:200]
        return account


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Passkeys and authenticator apps; the secret of an app is sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This is not the code. Wait for the next one, and type that.",
        "unverified_email": "Confirm your e-mail address first.",
        "cannot_generate_recovery_codes": "Set up a passkey or an app first.",
    }

    def encrypt(self, text: str) -> str:
        """Seal the secret of an app or of the recovery codes."""
        key: bytes = settings.LAUREL.master_key
        return seal(text.encode(), master_key=key, context=SECRETS).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        key: bytes = settings.LAUREL.master_key
        sealed = bytes.fromhex(encrypted_text)
        return unseal(sealed, master_key=key, context=SECRETS).decode()

    def generate_authenticator_name(
        self,
        user: Any,
        type: Authenticator.Type,  # noqa: A002 - allauth's name
    ) -> str:
        """What a passkey is called until its owner says better."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"


def _html(template_prefix: str, context: dict[str, Any]) -> str:
    try:
        return render_to_string(f"{template_prefix}_message.html", context).strip()
    except TemplateDoesNotExist:
        return ""
