"""What we keep about whoever signs in."""

from collections.abc import Iterator, Sequence

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from laurel.accounts.models import Account
from laurel.foundation.people import Kept, Person


def export(person: Person) -> Sequence[Kept]:
    """The account, its addresses, and how one signs in to it; no secret of it."""
    account = _accounts(person).first()
    if account is None:
        return ()
    addresses = EmailAddress.objects.filter(user=account).order_by("pk")
    linked = SocialAccount.objects.filter(user=account).order_by("pk")
    factors = Authenticator.objects.filter(user=account).order_by("pk")
    return (
        Kept(
            "account",
            rows=(
                {
                    "id": str(account.pk),
                    "name": account.name,
                    "email": account.email,
                    "created_at": account.created_at.isoformat(),
                    "last_login": account.last_login and account.last_login.isoformat(),
                },
            ),
        ),
        Kept("addresses", rows=tuple(addresses.values("email", "verified", "primary"))),
        Kept("linked-accounts", rows=tuple(linked.values("provider", "extra_data"))),
        Kept(
            "second-factors",
            rows=tuple(
                {"kind": factor.type, "created_at": factor.created_at.isoformat()}
                for factor in factors
            ),
        ),
    )


def erase(person: Person) -> int:
    """End the account with all that hangs on it; every browser is signed out."""
    if person.account_id is None:
        return 0
    ended = [row.pk for row in _sessions(person)]
    Session.objects.filter(pk__in=ended).delete()
    changed, _ = Account.objects.filter(pk=person.account_id).delete()
    return len(ended) + changed


def names(person: Person) -> set[str]:
    """What the account calls its owner."""
    found = _accounts(person).exclude(name="")
    return set(found.values_list("name", flat=True))


def _accounts(person: Person) -> QuerySet[Account]:
    if person.account_id is None:
        return Account.objects.none()
    return Account.objects.filter(pk=person.account_id)


def _sessions(person: Person) -> Iterator[Session]:
    # Whose a session is stands inside it alone; also of one that waits for a code.
    words = [str(person.account_id), *person.keys]
    for row in Session.objects.iterator():
        inside = str(row.get_decoded()).lower()
        if any(word in inside for word in words):
            yield row
