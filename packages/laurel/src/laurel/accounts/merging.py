"""Two accounts of one person become one, when a code to an address of each was entered."""

import uuid

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from laurel.accounts import selectors
from laurel.accounts.events import AccountMerged
from laurel.accounts.models import Account
from laurel.foundation import events
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused


@transaction.atomic
def merge(*, into: uuid.UUID, email: str, actor: Actor) -> Account:
    """Close the account that proved this address, and give all that it has to the other one.

    Whoever calls this has seen a code entered that went to the address just now. What other apps
    keep of the closed account follows with the event.

    Raises:
        Refused: a code alone does not open that account, or there would be too many addresses.
    """
    address = email.strip().lower()
    held = EmailAddress.objects.filter(email=address, verified=True).first()
    if held is None or held.user_id == into:
        raise Refused("This address belongs to no other account by now.")
    # Both locked in one order: two people who merge crosswise wait, and do not block.
    both = Account.objects.select_for_update().filter(pk__in=[into, held.user_id])
    accounts = {row.pk: row for row in both.order_by("pk")}
    kept, closed = accounts[into], accounts[held.user_id]
    _refuse(kept, closed)
    _move_addresses(kept, closed)
    SocialAccount.objects.filter(user=closed).update(user=kept)
    Authenticator.objects.filter(user=closed).delete()  # recovery codes of nothing
    kept.name = kept.name or closed.name
    kept.save(update_fields=["name"])
    closed.name, closed.email = "", f"{closed.pk}@merged.invalid"
    closed.is_active, closed.merged_into = False, kept
    closed.save(update_fields=["name", "email", "is_active", "merged_into"])
    events.publish(AccountMerged(actor=actor, account_id=kept.pk, closed_id=closed.pk))
    return kept


def _refuse(kept: Account, closed: Account) -> None:
    if not (kept.is_active and closed.is_active):
        raise Refused("That account is closed. Write to whoever runs this site.")
    if selectors.has_second_factor(closed.pk):
        raise Refused(
            "That account is also guarded by a passkey or an app, so a code by mail does not"
            " open it. Sign in there, and add an address of this account there."
        )
    most = app_settings.MAX_EMAIL_ADDRESSES
    together = EmailAddress.objects.filter(user__in=[kept, closed], verified=True)
    if together.count() > most:
        raise Refused(
            f"Together they would have more than {most} addresses. Remove some first."
        )


def _move_addresses(kept: Account, closed: Account) -> None:
    proven = EmailAddress.objects.filter(user=closed, verified=True)
    emails = list(proven.values_list("email", flat=True))
    EmailAddress.objects.filter(user=kept, email__in=emails, verified=False).delete()
    EmailAddress.objects.filter(user=closed, verified=False).delete()
    proven.update(user=kept, primary=False)
