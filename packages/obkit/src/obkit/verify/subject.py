"""What a verified document says, picked out for people."""

from collections.abc import Iterable
from dataclasses import replace

from obkit.model import clr, ob2, ob3
from obkit.verify.case import Case, Hosted
from obkit.verify.report import Check, Subject

_ESSENTIAL = (Check.CONFORMS, Check.PROOF, Check.ISSUER)


def subject_of(case: Case) -> Subject:
    """What the document says; empty unless it is known to be the issuer's word.

    A page that shows a stranger's sentences under a famous name helps the stranger, whatever the
    verdict beside it says. An expired or revoked badge is still the issuer's word.
    """
    if not all(case.is_good(check) for check in _ESSENTIAL):
        return Subject()
    if case.hosted:
        return _of_hosted(case.hosted)
    if isinstance(case.credential, ob3.AchievementCredential):
        return _of_credential(case.credential)
    if isinstance(case.credential, ob3.EndorsementCredential):
        return _of_endorsement(case.credential)
    if isinstance(case.credential, clr.ClrCredential):
        return _of_record(case.credential)
    return Subject()


def _of_credential(credential: ob3.AchievementCredential) -> Subject:
    subject = credential.credential_subject
    achievement = subject.achievement
    return replace(
        _of_any(credential),
        name=achievement.name,
        description=achievement.description,
        criteria=achievement.criteria.narrative or achievement.criteria.id,
        image=achievement.image.id if achievement.image else None,
        narrative=subject.narrative,
        recipient_name=_name(subject.identifier),
        alignments=tuple((a.target_name, a.target_url) for a in achievement.alignment),
        evidence=tuple(_evidence(credential.evidence)),
    )


def _of_endorsement(credential: ob3.EndorsementCredential) -> Subject:
    return replace(
        _of_any(credential),
        endorses=credential.credential_subject.id,
        comment=credential.credential_subject.endorsement_comment,
    )


def _of_record(credential: clr.ClrCredential) -> Subject:
    return replace(
        _of_any(credential),
        recipient_name=_name(credential.credential_subject.identifier),
        evidence=tuple(_evidence(credential.evidence)),
    )


def _of_any(credential: ob3.VerifiableCredential) -> Subject:
    issuer = credential.issuer if isinstance(credential.issuer, ob3.Profile) else None
    return Subject(
        id=credential.id,
        name=credential.name,
        description=credential.description,
        image=credential.image.id if credential.image else None,
        issuer_id=credential.issuer_id,
        issuer_name=issuer.name if issuer else None,
        issuer_url=issuer.url if issuer else None,
        issued_on=(credential.awarded_date or credential.valid_from).text,
        expires=credential.valid_until.text if credential.valid_until else None,
    )


def _name(identifiers: Iterable[ob3.IdentityObject]) -> str | None:
    plain = (i for i in identifiers if i.identity_type == "name" and not i.hashed)
    return next((identifier.identity_hash for identifier in plain), None)


def _of_hosted(hosted: Hosted) -> Subject:
    statement, issuer = hosted.statement, hosted.issuer
    subject = Subject(
        id=statement.id,
        issuer_id=issuer.id,
        issuer_name=issuer.name,
        issuer_url=issuer.url,
        issued_on=statement.issued_on.text,
    )
    if isinstance(statement, ob2.Endorsement):
        return replace(
            subject,
            endorses=statement.claim.id,
            comment=statement.claim.endorsement_comment,
        )
    subject = replace(
        subject,
        narrative=statement.narrative,
        expires=statement.expires.text if statement.expires else None,
        evidence=tuple(_evidence(statement.evidence)),
    )
    assert hosted.badge is not None  # noqa: S101 - what is awarded
    return _with_badge(subject, hosted.badge)


def _with_badge(subject: Subject, badge: ob2.BadgeClass) -> Subject:
    criteria = badge.criteria
    return replace(
        subject,
        name=badge.name,
        description=badge.description,
        criteria=criteria
        if isinstance(criteria, str)
        else criteria.narrative or criteria.id,
        image=badge.image if isinstance(badge.image, str) else badge.image.id,
        alignments=tuple((a.target_name, a.target_url) for a in badge.alignment),
    )


def _evidence(
    items: Iterable[ob3.Evidence | ob2.Evidence | str],
) -> Iterable[tuple[str, str]]:
    """The name or narrative and the address of each; a data URI is too long to be an address."""
    for item in items:
        if isinstance(item, str):
            yield item, item
        else:
            address = (
                item.id if item.id and item.id.startswith(("https:", "http:")) else ""
            )
            yield item.name or item.narrative or item.description or address, address
