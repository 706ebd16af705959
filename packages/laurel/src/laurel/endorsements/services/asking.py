"""Asking for endorsements, writing and signing them."""

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.endorsements import documents, mailing, rows, rules
from laurel.endorsements.errors import NotNow, Refused, WrongCode
from laurel.endorsements.events import (
    EndorsementAsked,
    EndorsementRefused,
    EndorsementSigned,
)
from laurel.endorsements.models import Endorsement, Unwanted
from laurel.endorsements.types import LIVE, About, Kind, State, Written
from laurel.foundation import clock, events

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor
    from laurel.issuers.models import Issuer

DAY = dt.timedelta(days=1)
MOST_LIVE = 20  # of one thing; beyond that nobody reads them
MOST_OPEN = 5  # questions about one thing that nobody answered yet
MOST_ASKED = 10  # a day by one earner: they know no more people who saw them do it
MOST_ASKED_BY_STAFF = 50  # a day by one organisation
MOST_TO_ONE = 3  # a day to one address, whoever asks: our form must not fill a mailbox
CODE_DIGITS = 6
CODE_LASTS = dt.timedelta(minutes=20)
MOST_TRIES = 5  # of one code: a guess fits one time in 200,000
MOST_CODES = 5  # a day for one question
FORGET_AFTER = dt.timedelta(days=60)  # who has not answered by then does not want to
_CODE_SALT, _UNWANTED_SALT = "laurel.endorsements.code", "laurel.endorsements.unwanted"
_DRAFT = ("name", "role", "works_at", "comment")


@transaction.atomic
def ask(*, about: About, email: str, words: str, actor: "Actor") -> Endorsement:
    """Ask somebody by mail to endorse an award, an achievement or an issuer.

    Raises:
        Refused: the address or the words break a rule, it is the earner's own address, the person
            was asked before or does not want to be, or it is too much; `field` names it.
    """
    email, words = rules.email(email), rules.words(words)
    key = awards.recipient_key(email)
    _refuse_oneself(about, key, actor)
    _refuse_what_is_over(about)
    if Unwanted.objects.filter(digest=_unwanted(key)).exists():
        raise Refused("This person does not want to be asked.", field="email")
    _refuse_too_much(about, key)
    row = _new(about, state=State.ASKED, email=email, email_key=key, words=words)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused("This person was asked for this before.", field="email") from None
    events.publish(EndorsementAsked(actor=actor, **rows.about(row)))
    return row


@transaction.atomic
def refuse(*, endorsement: Endorsement, silence: bool, actor: "Actor") -> Endorsement:
    """Whoever was asked does not want to; with `silence`, nobody here asks them again.

    Raises:
        NotNow: it was signed or refused before.
    """
    row = rows.in_state(endorsement, State.ASKED)
    if silence:
        Unwanted.objects.get_or_create(
            digest=_unwanted(row.email_key), defaults={"since": clock.now()}
        )
    for name in _DRAFT:
        setattr(row, name, "")
    rows.move(row, State.REFUSED, *_DRAFT)
    events.publish(EndorsementRefused(actor=actor, **rows.about(row)))
    return row


@transaction.atomic
def write(*, endorsement: Endorsement, written: Written) -> Endorsement:
    """Keep what the endorser wrote as a draft, and mail a code to the address that was asked.

    Nothing is signed before the code is typed: mails are passed on, and so are links.

    Raises:
        Refused: a part breaks a rule, `field` names it; or too many codes were mailed today.
        NotNow: it was signed or refused before.
    """
    written = rules.written(written)
    row = rows.in_state(endorsement, State.ASKED)
    now = clock.now()
    if row.code_sent_at is None or now - row.code_sent_at > DAY:
        row.codes_sent = 0
    if row.codes_sent >= MOST_CODES:
        raise Refused(
            f"{MOST_CODES} codes were mailed today. Try again tomorrow, or use the last one."
        )
    for name in _DRAFT:
        setattr(row, name, getattr(written, name))
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    row.code_digest, row.code_sent_at, row.code_tries = _digest(row, code), now, 0
    row.codes_sent += 1
    codes = ("code_digest", "code_sent_at", "code_tries", "codes_sent")
    rows.move(row, State.ASKED, *_DRAFT, *codes)
    mailing.send_code(row, code)
    return row


def sign(*, endorsement: Endorsement, code: str, actor: "Actor") -> Endorsement:
    """Sign the draft for its endorser, who typed the code that was mailed to their address.

    Raises:
        WrongCode: it is another one, too old, or was tried too often; `field` is `code`.
        NotNow: it was signed or refused before, or nothing is written yet.
    """
    if not _is_code(endorsement, code):
        raise WrongCode(
            "This is not the code in the newest mail, or it is too old. Look again, or have"
            " another one sent.",
            field="code",
        )
    return _sign(endorsement, actor)


@transaction.atomic
def give(
    *, about: About, endorsing: "Issuer", comment: str, actor: "Actor"
) -> Endorsement:
    """Endorse an achievement or an issuer of somebody else here, in the name of one's own issuer.

    Raises:
        Refused: the words break a rule, it is their own or an award, or it was given before.
    """
    comment = rules.comment(comment)
    if about.kind is Kind.AWARD:
        raise Refused("An award is endorsed by people whom its earner asks.")
    if about.issuer.organization_id == endorsing.organization_id:
        raise Refused("Nobody endorses their own.")
    if endorsing.archived_at is not None:
        raise Refused("This issuer is archived, so it speaks no more.")
    _refuse_too_many(about)
    row = _new(
        about,
        state=State.ASKED,
        endorsing_issuer=endorsing,
        name=endorsing.name,
        comment=comment,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused("Your issuer has endorsed this before.") from None
    return _sign(row, actor)


def forget_old() -> int:
    """Forget questions that were never answered, and answers that were not wanted; how many."""
    old = Endorsement.objects.filter(
        state__in=[State.ASKED, State.REFUSED, State.DECLINED],
        changed_at__lt=clock.now() - FORGET_AFTER,
    )
    gone, _ = old.delete()
    return gone


def _refuse_oneself(about: About, key: str, actor: "Actor") -> None:
    own = about.award is not None and key == about.award.recipient_key
    if actor.account_id is not None:
        own = own or accounts.has_proven(account_id=actor.account_id, email=key)
    if own:
        raise Refused(
            "This is your own address. Ask somebody who saw what you did.",
            field="email",
        )


def _refuse_what_is_over(about: About) -> None:
    if about.award is None:
        return
    credential = credentials.of_award(about.award.public_id)
    if credential is None or not credential.is_active:
        raise Refused("This badge is not in force, so nobody can endorse it now.")


def _refuse_too_much(about: About, key: str) -> None:
    # Not locked: one more at the same moment does no harm.
    _refuse_too_many(about)
    unanswered = Endorsement.objects.filter(about_key=about.key, state=State.ASKED)
    if unanswered.count() >= MOST_OPEN:
        raise Refused(
            f"{MOST_OPEN} people were asked and have not answered yet. Wait for one of them."
        )
    today = Endorsement.objects.filter(created_at__gt=clock.now() - DAY)
    if about.award is not None:
        asked = today.filter(award__recipient_key=about.award.recipient_key)
        most = MOST_ASKED
    else:
        asked = today.filter(organization=about.issuer.organization, award=None)
        most = MOST_ASKED_BY_STAFF
    if asked.count() >= most:
        raise Refused(f"You asked {most} people today. Go on tomorrow.")
    if today.filter(email_key=key).count() >= MOST_TO_ONE:
        raise Refused(
            "This person was asked often today. Try again tomorrow.", field="email"
        )


def _refuse_too_many(about: About) -> None:
    live = Endorsement.objects.filter(
        about_key=about.key, state__in=[s.value for s in LIVE]
    )
    if live.count() >= MOST_LIVE:
        raise Refused(
            f"There are {MOST_LIVE} endorsements of this. Take one off before another."
        )


def _new(about: About, *, state: State, **facts: Any) -> Endorsement:
    now = clock.now()
    return Endorsement(
        organization_id=about.issuer.organization_id,
        about_key=about.key,
        issuer=about.issuer,
        version=about.version,
        award=about.award,
        state=state.value,
        created_at=now,
        changed_at=now,
        **facts,
    )


@transaction.atomic
def _is_code(endorsement: Endorsement, code: str) -> bool:
    """Whether it is the code; every try counts, also where the answer is no."""
    row = rows.in_state(endorsement, State.ASKED)
    if not row.code_digest or row.code_sent_at is None:
        raise NotNow("Write first; then a code is mailed to you.")
    row.code_tries += 1
    row.save(update_fields=["code_tries"])
    if row.code_tries > MOST_TRIES or clock.now() - row.code_sent_at > CODE_LASTS:
        return False
    typed = "".join(code.split())
    return constant_time_compare(row.code_digest, _digest(row, typed))


@transaction.atomic
def _sign(endorsement: Endorsement, actor: "Actor") -> Endorsement:
    row = rows.in_state(endorsement, State.ASKED)
    now = clock.now().replace(microsecond=0)  # documents say seconds
    row.signed_at, row.status_index = now, documents.random_place()
    row.code_digest = ""
    # Stored first: its identity and its status are asked for as a stranger would.
    row.save(update_fields=["signed_at", "status_index", "code_digest"])
    documents.sign(row, now)
    rows.move(row, State.WRITTEN, "document")
    events.publish(EndorsementSigned(actor=actor, **rows.about(row)))
    return row


def _digest(row: Endorsement, code: str) -> str:
    said = f"{row.public_id}:{code}"
    return salted_hmac(_CODE_SALT, said, algorithm="sha256").hexdigest()


def _unwanted(key: str) -> str:
    return salted_hmac(_UNWANTED_SALT, key, algorithm="sha256").hexdigest()
