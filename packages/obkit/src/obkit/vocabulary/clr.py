"""The vocabulary of Comprehensive Learner Records 2.0.

Neither edition is protected, and neither has a prefix `xsd` in reach, so that `xsd:anyURI` is an
IRI of its own. Published so, signed so.
"""

from obkit.vocabulary.notation import Class, Terms

_CLR = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"
_CRED = "https://www.w3.org/2018/credentials#"
_OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_OLD_OB = "https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#"

_ASSOCIATION = Class(
    f"{_CLR}Association",
    {
        "associationType": f"{_CLR}AssociationType text",
        "sourceId": f"{_CLR}sourceId ^xsd:anyURI",
        "targetId": f"{_CLR}targetId ^xsd:anyURI",
    },
    aliases=False,
)


def _subject(open_badges: str) -> dict[str, str]:
    return {
        "cred": _CRED,
        "obi": open_badges,
        "achievement": f"{_CLR}achievement ^{open_badges}Achievement @set",
        "association": f"{_CLR}association ^{_CLR}Association @set",
        "verifiableCredential": (
            f"{_CLR}verifiableCredential ^{_CRED}verifiableCredential @set"
        ),
    }


TERMS: Terms = {
    "ClrCredential": Class(
        f"{_CLR}ClrCredential", {"partial": f"{_CLR}partial ^xsd:boolean"}
    ),
    "ClrSubject": Class(
        f"{_CLR}ClrSubject",
        {
            **_subject(_OB),
            "identifier": f"{_CLR}identifier-1 ^{_OB}Identifier @set",
        },
    ),
    "Association": _ASSOCIATION,
}

FIRST_EDITION: Terms = {
    "ClrCredential": Class(f"{_CLR}ClrCredential", {}),
    "ClrSubject": Class(f"{_CLR}ClrSubject", _subject(_OLD_OB)),
    "Association": _ASSOCIATION,
}
