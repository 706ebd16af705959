"""What people may ask about their data: all of it, or its end."""

import datetime as dt
import secrets
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac

from laurel.accounts import selectors as accounts
from laurel.foundation import clock, events, mail
from laurel.foundation.actors import Actor
from laurel.foundation.models import JobPriority
from laurel.privacy import archives, erasures, selectors
from laurel.privacy.errors import NotFound, Refused, WrongCode
from laurel.privacy.events import (
    ArchiveAsked,
    ErasureAsked,
    ErasureCalledOff,
    ErasureOrdered,
)
from laurel.privacy.keepers import KEEPERS
from laurel.privacy.models import Archive, Erasure
from laurel.privacy.types import ArchiveState, ErasureState, Ground

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

MOST_ARCHIVES = 5  # within the days that they are kept: each is work, and a risk
MAKING_TAKES = dt.timedelta(hours=1)  # after that, something is wrong with it
TIME_TO_THINK = dt.timedelta(days=3)  # nothing brings it back afterwards
CODE_WORKS_FOR = dt.timedelta(minutes=10)
BETWEEN_CODES = dt.timedelta(seconds=30)
MOST_TRIES = 5  # of a code
_SALT = "laurel.privacy.erasure"
_UNDER_WAY = (ErasureState.ASKED.value, ErasureState.WAITING.value)


@transaction.atomic
def archive(*, account_id: uuid.UUID, actor: Actor) -> Archive:
    """Have everything that is kept about whoever signed in put into one file.

    One that is being made is the answer to a second wish.

    Raises:
        Refused: there were too many within a few days.
    """
    known = Archive.objects.filter(account_id=account_id)
    making = known.filter(
        state=ArchiveState.MAKING.value, asked_at__gt=clock.now() - MAKING_TAKES
    ).first()
    if making is not None:
        return making
    if (
        known.filter(asked_at__gt=clock.now() - archives.KEPT_FOR).count()
        >= MOST_ARCHIVES
    ):
        raise Refused(
            f"{MOST_ARCHIVES} archives in {archives.KEPT_FOR.days} days is the most. "
            "Take one of these."
        )
    row = Archive.objects.create(
        account_id=account_id, asked_at=clock.now(), steps=len(KEEPERS)
    )
    archives.make.defer(key=f"archive:{row.public_id}", archive=row.public_id)
    events.publish(ArchiveAsked(actor=actor, archive_public_id=row.public_id))
    return row


@transaction.atomic
def ask_erasure(*, account_id: uuid.UUID) -> Erasure:
    """Mail the code with which an erasure is confirmed; asked again, a new one.

    Raises:
        SoleOwner: an organization would be left without an owner.
        Refused: no address is proven, it is decided already, or the last code is too new.
    """
    erasures.refuse_sole_owner(account_id)
    addresses = accounts.proven_addresses(account_id)
    if not addresses:
        raise Refused("Confirm one of your addresses first: the code goes there.")
    now = clock.now()
    row = Erasure.objects.select_for_update().filter(
        account_id=account_id, state__in=_UNDER_WAY
    ).first() or Erasure(
        account_id=account_id, state=ErasureState.ASKED.value, asked_at=now
    )
    if row.state == ErasureState.WAITING:
        raise Refused("It is decided already. You can still call it off.")
    if row.coded_at is not None and now < row.coded_at + BETWEEN_CODES:
        raise Refused("A code was sent a moment ago. Look into your mail first.")
    code = f"{secrets.randbelow(1_000_000):06}"
    row.code, row.tries, row.coded_at = _hash(row, code), 0, now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("It was asked for at this very moment. Look once more.") from None
    _send_code(row, code, addresses[0])
    return row


def confirm_erasure(*, account_id: uuid.UUID, code: str, actor: Actor) -> Erasure:
    """Decide it with the code that was mailed; it is done when the time to think is over.

    Raises:
        NotFound: nothing was asked.
        WrongCode: it is another one, too old, or was tried too often.
    """
    with transaction.atomic():  # by itself: a try counts also where it is refused
        row = _own(account_id, ErasureState.ASKED)
        row.tries += 1
        row.save(update_fields=["tries"])
    _check_code(row, code)
    with transaction.atomic():
        row = _own(account_id, ErasureState.ASKED)
        row.state = ErasureState.WAITING.value
        row.code, row.due_at = "", clock.now() + TIME_TO_THINK
        row.save(update_fields=["state", "code", "due_at"])
        erasures.begin(row, at=row.due_at)
        events.publish(ErasureAsked(actor=actor, erasure_public_id=row.public_id))
    return row


@transaction.atomic
def call_off(*, account_id: uuid.UUID, actor: Actor) -> Erasure:
    """Let everything stay, as long as it is there.

    Raises:
        NotFound: nothing is under way.
    """
    row = _own(account_id, *map(ErasureState, _UNDER_WAY))
    row.state, row.code = ErasureState.CALLED_OFF.value, ""
    row.save(update_fields=["state", "code"])
    events.publish(ErasureCalledOff(actor=actor, erasure_public_id=row.public_id))
    return row


@transaction.atomic
def erase(
    *, organization: "Organization", address: str, ground: Ground, actor: Actor
) -> Erasure:
    """Have whoever has this address taken out of what the organization keeps, at once.

    Raises:
        Refused: it is no address, or nothing is kept about it.
    """
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "An e-mail address looks like ada@college.example.", field="address"
        ) from None
    if selectors.found(organization, address).is_nothing:
        raise Refused("Nothing is kept about this address.", field="address")
    now = clock.now()
    row = Erasure.objects.create(
        organization=organization,
        address=address,
        ground=ground.value,
        state=ErasureState.WAITING.value,
        asked_at=now,
        due_at=now,
        by=actor.label,
        by_id=actor.account_id,
    )
    erasures.begin(row, at=now)
    events.publish(
        ErasureOrdered(
            actor=actor,
            organization_id=organization.pk,
            erasure_public_id=row.public_id,
            ground=ground,
        )
    )
    return row


def forget_old() -> int:
    """Throw archives away whose days are over, and wishes that nobody confirmed. A chore."""
    before = clock.now() - archives.KEPT_FOR
    Erasure.objects.filter(
        state=ErasureState.ASKED.value, coded_at__lte=before
    ).delete()
    return archives.forget(Archive.objects.filter(asked_at__lte=before))


def _own(account_id: uuid.UUID, *states: ErasureState) -> Erasure:
    row = (
        Erasure.objects.select_for_update()
        .filter(account_id=account_id, state__in=[state.value for state in states])
        .first()
    )
    if row is None:
        raise NotFound("nothing was asked")
    return row


def _check_code(row: Erasure, code: str) -> None:
    fresh = row.coded_at and clock.now() <= row.coded_at + CODE_WORKS_FOR
    if row.tries > MOST_TRIES or not fresh:
        raise WrongCode("This code is over. Have another one sent.", field="code")
    typed = "".join(code.split())
    if not constant_time_compare(row.code, _hash(row, typed)):
        raise WrongCode(
            "This is not the code. Look into the newest mail.", field="code"
        )


def _hash(row: Erasure, code: str) -> str:
    return salted_hmac(_SALT, f"{row.public_id}:{code}", algorithm="sha256").hexdigest()


def _send_code(row: Erasure, code: str, address: str) -> None:
    facts = {
        "code": f"{code[:3]} {code[3:]}",
        "days": TIME_TO_THINK.days,
        "url": f"{settings.LAUREL.base_url}/accounts/privacy",
        "base_url": settings.LAUREL.base_url,
        "email": address,
    }
    subject, text, html = (
        render_to_string(f"account/email/erasure_code_{part}", facts).strip()
        for part in ("subject.txt", "message.txt", "message.html")
    )
    mail.send(
        mail.Message(
            key=f"erasure:{row.public_id}:{row.code[:16]}",
            about=f"erasure:{row.public_id}",
            to=address,
            from_name="Laurel",
            subject=subject,
            text=text,
            html=html,
            priority=JobPriority.URGENT,  # somebody sits and waits for the code
        )
    )
