"""Telling what a document is, by its contexts and types alone."""

from obkit.encoding.strict_json import Json
from obkit.verify.case import Kind

_OPEN_BADGES = "https://purl.imsglobal.org/spec/"
_BY_TYPE = (
    ("ClrCredential", Kind.CLR2),
    ("AchievementCredential", Kind.OB3_ACHIEVEMENT),
    ("OpenBadgeCredential", Kind.OB3_ACHIEVEMENT),
    ("EndorsementCredential", Kind.OB3_ENDORSEMENT),
    ("BitstringStatusListCredential", Kind.STATUS_LIST),
    ("StatusList2021Credential", Kind.STATUS_LIST),
    ("Assertion", Kind.OB2_ASSERTION),
    ("Endorsement", Kind.OB2_ENDORSEMENT),
    ("BadgeClass", Kind.OB2_BADGE_CLASS),
    ("Issuer", Kind.OB2_PROFILE),
    ("Profile", Kind.OB2_PROFILE),
    ("VerifiablePresentation", Kind.PRESENTATION),
    ("EnvelopedVerifiablePresentation", Kind.PRESENTATION),
)


def kind_of(document: dict[str, Json]) -> Kind:
    """What the document says it is."""
    if "vc" in document:  # a token of the data model 1.1 has the credential in it
        return Kind.VC1
    if "vp" in document:
        return Kind.PRESENTATION
    types = as_list(document.get("type"))
    for name, kind in _BY_TYPE:
        if name in types:
            return kind
    # A revoked OB 2.0 assertion may have lost everything but its id (OB20-A11).
    if document.get("revoked") is True and isinstance(document.get("id"), str):
        return Kind.OB2_ASSERTION
    if "credentialSubject" in document:
        # A badge with a wrong type is still meant for one: say what is wrong with it.
        is_other = "VerifiableCredential" in types and not _names_open_badges(document)
        return Kind.VC2 if is_other else Kind.OB3_ACHIEVEMENT
    return Kind.UNKNOWN


def _names_open_badges(document: dict[str, Json]) -> bool:
    context = as_list(document.get("@context"))
    return any(isinstance(c, str) and c.startswith(_OPEN_BADGES) for c in context)


def as_list(value: Json) -> list[Json]:
    """A list as it is, one value as a list of it, nothing as an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
