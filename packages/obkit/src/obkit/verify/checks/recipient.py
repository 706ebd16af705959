"""Recipient: whether the badge is that of the person who shows it."""

from collections.abc import Iterator

from obkit.model import clr, ob2, ob3
from obkit.model.identity import identity_matches, is_weak_hash
from obkit.verify import results
from obkit.verify.case import Case, Step
from obkit.verify.report import Check, CheckResult

_EMAIL_TYPES = (
    "emailAddress",
    "email",
)  # the second is not in the standard, but in the wild


def run(case: Case) -> CheckResult:
    """Compare the known identifier with those in the credential."""
    known = case.policy.recipient
    if known is None:
        return results.not_applicable(Check.RECIPIENT, "recipient.not_asked")
    if not case.is_good(Check.CONFORMS) or case.is_unseen:
        return results.inconclusive(
            Check.RECIPIENT,
            "check.not_run",
            needs=[str(Check.CONFORMS), str(Check.PROOF)],
        )
    identities = list(_identities(case))
    if not identities:
        return results.inconclusive(Check.RECIPIENT, "recipient.not_stated")
    # The standards do not say whether addresses are lower-cased before hashing (OB20-I7).
    spellings = {known, known.strip(), known.strip().lower()}
    for identity, hashed, salt in identities:
        if hashed:
            if any(
                identity_matches(s, identity=identity, salt=salt) for s in spellings
            ):
                return _matched(identity)
        elif identity.strip().lower() in {s.lower() for s in spellings}:
            return results.passed(Check.RECIPIENT, "recipient.matches")
    return results.failed(Check.RECIPIENT, "recipient.another")


def _matched(hashed: str) -> CheckResult:
    if is_weak_hash(hashed):
        algorithm = hashed.partition("$")[0]
        return results.warned(
            Check.RECIPIENT, "recipient.weak_hash", algorithm=algorithm
        )
    return results.passed(Check.RECIPIENT, "recipient.matches")


def _identities(case: Case) -> Iterator[tuple[str, bool, str]]:
    """Every e-mail address, DID or URL of the recipient: the text, whether hashed, the salt."""
    if case.hosted and isinstance(case.hosted.statement, ob2.Assertion):
        recipient = case.hosted.statement.recipient
        yield recipient.identity, recipient.hashed, recipient.salt or ""
    credential = case.credential
    if not isinstance(credential, ob3.AchievementCredential | clr.ClrCredential):
        return
    subject = credential.credential_subject
    if subject.id:
        wants_email = "@" in (case.policy.recipient or "")
        if subject.id.startswith("mailto:"):
            yield subject.id.removeprefix("mailto:"), False, ""
        elif (
            not wants_email
        ):  # a DID says nothing about an address, so it cannot differ from it
            yield subject.id, False, ""
    for identifier in subject.identifier:
        if identifier.identity_type in _EMAIL_TYPES:
            yield identifier.identity_hash, identifier.hashed, identifier.salt or ""


STEP = Step(Check.RECIPIENT, run, needs=(Check.PARSE,))
