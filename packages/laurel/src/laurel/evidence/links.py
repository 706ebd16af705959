"""The links of mails, and the passes by which pages without an account show files.

A link is derived from what it opens: nothing is stored. Nobody can make one up: the signature has
256 bits, and the id before it 128.
"""

import datetime as dt

from django.conf import settings
from django.core import signing

from laurel.evidence.errors import NotFound
from laurel.evidence.models import Assignment, Reviewer

_ASSIGNMENT = "laurel.evidence.assignment"
_REVIEWER = "laurel.evidence.reviewer"
_PASS = "laurel.evidence.pass"  # noqa: S105 - what is signed with it, not a secret
PASS_LIFE = dt.timedelta(hours=12)  # as long as a page stays open


def address(assignment: Assignment) -> str:
    """Where the person hands in; whoever has it is taken for them."""
    return f"{settings.LAUREL.base_url}/evidence/{assignment.public_id}/{token(assignment)}"


def token(assignment: Assignment) -> str:
    """What stands behind the id in that address; another one if the person's address changes."""
    return signing.Signer(salt=_ASSIGNMENT).signature(_value(assignment))


def fits(assignment: Assignment, given: str) -> bool:
    """Whether the link was made for this assignment and its present address."""
    try:
        signing.Signer(salt=_ASSIGNMENT).unsign(f"{_value(assignment)}:{given}")
    except signing.BadSignature:
        return False
    return True


def review_address(reviewer: Reviewer) -> str:
    """Where an outside reviewer sees what waits; it opens nothing once their time is over."""
    signed = signing.Signer(salt=_REVIEWER, sep=".").sign(reviewer.public_id)
    return f"{settings.LAUREL.base_url}/review/{signed}"


def reviewer_id(given: str) -> str:
    """The reviewer that a link was made for.

    Raises:
        NotFound: it is no link of ours.
    """
    try:
        return signing.Signer(salt=_REVIEWER, sep=".").unsign(given)
    except signing.BadSignature:
        raise NotFound("no such link") from None


def pass_to(attachment_id: str) -> str:
    """What a page for somebody without an account shows a file by, for a while."""
    return signing.TimestampSigner(salt=_PASS, sep=".").sign(attachment_id)


def passes(attachment_id: str, given: str) -> bool:
    """Whether the pass is for this file, and not over."""
    try:
        found = signing.TimestampSigner(salt=_PASS, sep=".").unsign(
            given, max_age=PASS_LIFE
        )
    except signing.BadSignature:
        return False
    return found == attachment_id


def _value(assignment: Assignment) -> str:
    return f"{assignment.public_id}/{assignment.key}"
