"""The documents of an endorsement: whose identity, which words, signed with which key.

A person by mail has no key. The instance signs for them, in an identity of its own for every
endorsement, and says so there: docs/adr/0017-endorsers-without-keys.md. An issuer of this
instance signs with its own key.
"""

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from obkit import issue
from obkit.encoding import strict_json
from obkit.keys import KeyKind
from obkit.status.bitstring import MIN_ENTRIES, Bitstring
from obkit.verify.report import Check, Outcome

from laurel.achievements import selectors as achievements
from laurel.credentials import selectors as credentials
from laurel.endorsements import addresses
from laurel.endorsements.errors import TakenBack
from laurel.endorsements.types import Side, State
from laurel.foundation import clock
from laurel.foundation.errors import TryAgainLater
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services
from laurel.verification import services as verification

if TYPE_CHECKING:
    from laurel.endorsements.models import Endorsement
    from laurel.issuers.types import SigningKey

PURPOSE = "revocation"
SIZE = MIN_ENTRIES  # the least that the standard allows; there is one place in use
VALID_FOR = dt.timedelta(days=7)  # so that an old copy cannot be shown for ever
MUST_PASS = (Check.PARSE, Check.CONFORMS, Check.PROOF, Check.ISSUER, Check.STATUS)
TAKEN_BACK = {
    Side.ENDORSER: "Whoever endorsed it took it back.",
    Side.HOLDER: "Whom it praised does not show it any more.",
    Side.ISSUER: "The issuer does not let it stand.",
}


def sign(row: "Endorsement", now: dt.datetime) -> None:
    """Sign what was written, and check it as a stranger would.

    The row has to be stored before, as its identity and its list are asked for.

    Raises:
        TryAgainLater: what was signed does not verify.
    """
    key = _key(row)
    row.document = issue.sign_embedded(
        issue.build_endorsement(facts(row)),
        signer=key.signer,
        verification_method=key.verification_method,
        created=now,
    )
    report = verification.verify(data=row.document, refresh=False)
    good = (Outcome.PASSED, Outcome.WARNED)
    failed = [c.value for c in MUST_PASS if report.outcome_of(c) not in good]
    if failed:
        raise TryAgainLater(f"our own endorsement does not verify: {failed}")


def random_place() -> int:
    """A place in a status list."""
    return secrets.randbelow(SIZE)


def facts(row: "Endorsement") -> issue.Endorsement:
    """Everything that the documents say."""
    about, ob2_about = _ids(row)
    assert row.signed_at is not None  # noqa: S101 - drafts have no documents
    return issue.Endorsement(
        id=addresses.page(row.public_id),
        name=f"Endorsement of {row.about.name}",
        endorser=endorser(row),
        about=about,
        comment=row.comment,
        valid_from=row.signed_at,
        status=issue.StatusEntry(
            list_url=addresses.status(row.public_id), index=row.status_index or 0
        ),
        ob2_id=addresses.ob2(row.public_id),
        ob2_about=ob2_about,
    )


def endorser(row: "Endorsement") -> issue.Issuer:
    """Whose word it is, as the documents name them. The address itself is in none."""
    if row.endorsing_issuer is not None:
        return issuers.facts(row.endorsing_issuer)
    return issue.Issuer(
        id=issuers.endorser_did(row.public_id),
        name=row.name,
        url=addresses.page(row.public_id),
        email="",
        description=row.position,
        ob2_id=addresses.ob2_endorser(row.public_id),
    )


def status_list(row: "Endorsement", valid_for: dt.timedelta = VALID_FOR) -> bytes:
    """The signed list with the one place of this endorsement in it."""
    bits, now, key = Bitstring(SIZE), clock.now(), _key(row)
    if row.state == State.ENDED:
        bits.set(row.status_index or 0)
    return issue.status_list(
        id=addresses.status(row.public_id),
        issuer=_did(row),
        purpose=PURPOSE,
        encoded_list=bits.encode(),
        valid_from=now,
        valid_until=now + valid_for,
        signer=key.signer,
        verification_method=key.verification_method,
        created=now,
    )


def ob2(row: "Endorsement") -> bytes:
    """The Open Badges 2.0 Endorsement.

    Raises:
        TakenBack: it ended; `ob2_taken_back` is what remains.
    """
    if row.state == State.ENDED:
        raise TakenBack("it was taken back")
    return strict_json.dumps(issue.ob2_endorsement(facts(row)).to_document())


def ob2_taken_back(row: "Endorsement") -> bytes:
    """What its address answers after it ended."""
    words = TAKEN_BACK[Side(row.ended_by)]
    return strict_json.dumps(issue.ob2_endorsement_revoked(facts(row), reason=words))


def ob2_endorser(row: "Endorsement") -> bytes:
    """The Open Badges 2.0 Profile of a person who endorsed.

    The format wants an address for mail: the instance's, which passes on what comes in.
    """
    document = issue.ob2_profile(endorser(row)).to_document()
    return strict_json.dumps(document | {"email": settings.LAUREL.mail_from})


def endorsed(row: "Endorsement") -> issue.Endorsed:
    """As it travels inside what it is about."""
    return issue.Endorsed(
        document=bytes(row.document or b""), ob2_id=addresses.ob2(row.public_id)
    )


def _ids(row: "Endorsement") -> tuple[str, str]:
    """The ids of what it is about, in 3.0 and in 2.0."""
    about = row.about
    if about.award is not None:
        found = credentials.addresses_of(about.award.public_id)
        return found.page, found.ob2
    if about.version is not None:
        achievement = achievements.facts(about.version)
        return achievement.id, achievement.ob2_id
    issuer = issuers.facts(about.issuer)
    return issuer.id, issuer.ob2_id


def _did(row: "Endorsement") -> str:
    if row.endorsing_issuer is not None:
        return issuers.did(row.endorsing_issuer)
    return issuers.endorser_did(row.public_id)


def _key(row: "Endorsement") -> "SigningKey":
    if row.endorsing_issuer is not None:
        return issuer_services.signer_for(
            issuer=row.endorsing_issuer, kind=KeyKind.ED25519
        )
    return issuers.endorser_key(row.public_id)
