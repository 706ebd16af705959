"""Telling what a document is, by its contexts and types alone."""

from obkit.encoding.strict_json import Json
from obkit.verify.case import Kind

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
_BY_TYPE = (
    ("ClrCredential", Kind.CLR2),
    ("AchievementCredential", Kind.OB3_ACHIEVEMENT),
    ("OpenBadgeCredential", Kind.OB3_ACHIEVEMENT),
    ("EndorsementCredential", Kind.OB3_ENDORSEMENT),
    ("BitstringStatusListCredential", Kind.STATUS_LIST),
    ("Assertion", Kind.OB2_ASSERTION),
    ("BadgeClass", Kind.OB2_BADGE_CLASS),
    ("Issuer", Kind.OB2_PROFILE),
    ("Profile", Kind.OB2_PROFILE),
)


def kind_of(document: dict[str, Json]) -> Kind:
    """What the document says it is."""
    types = as_list(document.get("type"))
    if "StatusList2021Credential" in types:  # its data model changes nothing in it
        return Kind.STATUS_LIST
    if is_data_model_1(document) or "vc" in document:
        return Kind.VC1
    for name, kind in _BY_TYPE:
        if name in types:
            return kind
    # A revoked OB 2.0 assertion may have lost everything but its id (OB20-A11).
    if document.get("revoked") is True and isinstance(document.get("id"), str):
        return Kind.OB2_ASSERTION
    # A credential with a wrong type is still a credential: say what is wrong with it.
    if "credentialSubject" in document:
        return Kind.OB3_ACHIEVEMENT
    return Kind.UNKNOWN


def is_data_model_1(document: dict[str, Json]) -> bool:
    """Whether it is a credential of the data model 1.1, which names its times otherwise."""
    return CREDENTIALS_V1 in as_list(document.get("@context"))


def as_list(value: Json) -> list[Json]:
    """A list as it is, one value as a list of it, nothing as an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
