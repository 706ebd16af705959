"""What a verified document says, picked out for people."""

from collections.abc import Iterable

from obkit.model import ob2, ob3
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
    return Subject()


def _of_credential(credential: ob3.AchievementCredential) -> Subject:
    subject = credential.credential_subject
    achievement = subject.achievement
    issuer = credential.issuer if isinstance(credential.issuer, ob3.Profile) else None
    names = [
        i for i in subject.identifier if i.identity_type == "name" and not i.hashed
    ]
    ends = credential.valid_until
    return Subject(
        id=credential.id,
        name=achievement.name,
        description=achievement.description,
        criteria=achievement.criteria.narrative or achievement.criteria.id,
        image=achievement.image.id if achievement.image else None,
        narrative=subject.narrative,
        issuer_id=credential.issuer_id,
        issuer_name=issuer.name if issuer else None,
        issuer_url=issuer.url if issuer else None,
        recipient_name=names[0].identity_hash if names else None,
        issued_on=(credential.awarded_date or credential.valid_from).text,
        expires=ends.text if ends else None,
        alignments=tuple((a.target_name, a.target_url) for a in achievement.alignment),
        evidence=tuple(_evidence(credential.evidence)),
    )


def _of_hosted(hosted: Hosted) -> Subject:
    assertion, badge, issuer = hosted.assertion, hosted.badge, hosted.issuer
    criteria = badge.criteria
    return Subject(
        id=assertion.id,
        name=badge.name,
        description=badge.description,
        criteria=criteria
        if isinstance(criteria, str)
        else criteria.narrative or criteria.id,
        image=badge.image if isinstance(badge.image, str) else badge.image.id,
        narrative=assertion.narrative,
        issuer_id=issuer.id,
        issuer_name=issuer.name,
        issuer_url=issuer.url,
        issued_on=assertion.issued_on.text,
        expires=assertion.expires.text if assertion.expires else None,
        alignments=tuple((a.target_name, a.target_url) for a in badge.alignment),
        evidence=tuple(_evidence(assertion.evidence)),
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
