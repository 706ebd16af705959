"""Random credentials for property tests: every part of Open Badges 3.0, with hostile texts.

Texts and IRIs come from small pools as well, so that equal ones meet: duplicate lines, one name for
two objects, blank nodes that look alike.
"""

import re
from typing import Any

from hypothesis import strategies as st

V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/"
CURRENT = f"{OB3}context-3.0.3.json"
EDITIONS = (
    CURRENT,
    f"{OB3}context-3.0.2.json",
    f"{OB3}context-3.0.1.json",
    f"{OB3}context.json",
)

COMMON_TEXTS = (
    "",
    "Ada Lovelace",
    'said "yes" \\ no',
    "two\nlines\r\n\ttabbed",
    "\b\f\0\x1f\x7f\x85\u2028",
    "李小龍 🏅 Zoë",
    "\U0001f600\ue000\ud7ff\ufffd",
    "_c14n0 _:c14n0 <a> .",
    "100 % {sure} %s %(x)s",
    "x" * 3000,
)
texts = st.sampled_from(COMMON_TEXTS) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    max_size=12,
).filter(lambda text: not text.startswith("_:"))
# What the general route refuses, wherever it stands.
refused_texts = st.sampled_from(("_:b0", "\ufffe", "a\uffff", "\ud800", "x\udfff"))

COMMON_IRIS = (
    "https://college.example/a",
    "https://college.example/a1",
    "https://college.example/a#b",
    "urn:uuid:2c1e0000-0000-4000-8000-000000000001",
    "did:web:college.example:issuers:north",
    "https://college.example/é/李?q=%20&r='*'",
    "mailto:ada@learner.example",
)
iris = st.sampled_from(COMMON_IRIS) | st.integers(0, 10**6).map(
    lambda number: f"https://college.example/{number}"
)
refused_iris = st.sampled_from(
    (
        "",
        "relative",
        "/path",
        "a b",
        "https://a.example/ b",
        "x:<y>",
        "https://a.example/\n",
        "_:b1",
    )
)

dates = st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z".zfill(20))
floats = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(
    (0.0, -0.0, 0.1, 1.5, 2.0, 1e-7, 123456.789, 1e15, 5e-324)
)
numbers = st.integers(1 - 2**53, 2**53 - 1) | floats


def node(types: str | list[str], required: dict[str, Any], **optional: Any) -> Any:
    """Objects of a type with some of their optional members, in any order."""
    return (
        st.fixed_dictionaries(required, optional=optional)
        .map(lambda members: {"type": types, **members})
        .flatmap(lambda members: st.permutations(list(members.items())))
        .map(dict)
    )


def some(items: Any, most: int = 3) -> Any:
    """A list, or one alone, as badges may write it (OB30-S3)."""
    return st.lists(items, max_size=most) | items


def languages(text: Any) -> Any:
    return st.builds(
        lambda value, language: {"@value": value, "@language": language},
        text,
        st.sampled_from(("en", "de-AT", "zh-Hant-TW", "EN-us")),
    )


def credentials(text: Any = texts, iri: Any = iris, *, depth: int = 1) -> Any:
    """Credentials without a proof of their own; embedded endorsements have one."""
    image = node("Image", {"id": iri}, caption=text)
    profile = node(
        ["Profile"],
        {"id": iri},
        name=text | languages(text),
        url=iri,
        email=text,
        image=image,
        description=text,
        dateOfBirth=dates.map(lambda date: date[:10]),
        otherIdentifier=some(
            node("IdentifierEntry", {"identifier": text, "identifierType": text})
        ),
    )
    alignment = node(
        ["Alignment"],
        {"targetName": text, "targetUrl": iri},
        targetCode=text,
        targetDescription=text | languages(text),
        targetType=st.just("CFItem"),
    )
    result_description = node(
        ["ResultDescription"],
        {"id": iri, "name": text, "resultType": st.just("LetterGrade")},
        allowedValue=some(text, 4),
        requiredLevel=iri,
        valueMax=text,
        rubricCriterionLevel=some(
            node("RubricCriterionLevel", {"id": iri, "name": text})
        ),
    )
    achievement = node(
        ["Achievement"],
        {
            "id": iri,
            "name": text,
            "criteria": st.fixed_dictionaries({"narrative": text}),
        },
        description=text,
        image=image,
        tag=some(text, 4),
        alignment=some(alignment),
        creator=profile,
        creditsAvailable=numbers,
        resultDescription=some(result_description),
        inLanguage=st.just("en"),
        related=some(node(["Related"], {"id": iri}, version=text)),
    )
    identity = node(
        "IdentityObject",
        {"hashed": st.booleans(), "identityHash": text, "identityType": text},
        salt=text,
    )
    subject = node(
        ["AchievementSubject"],
        {"achievement": achievement},
        id=iri,
        identifier=some(identity),
        narrative=text,
        creditsEarned=numbers,
        result=some(
            node(["Result"], {}, value=text, status=text, resultDescription=iri)
        ),
        source=profile,
    )
    optional: dict[str, Any] = {
        "name": text | languages(text),
        "description": text,
        "validUntil": dates,
        "image": image,
        "evidence": some(
            node(["Evidence"], {}, id=iri, name=text, narrative=text, genre=text)
        ),
        "credentialStatus": node(
            "BitstringStatusListEntry",
            {"id": iri, "statusListCredential": iri, "statusListIndex": text},
            statusPurpose=st.just("revocation"),
            statusSize=st.integers(1, 8),
            statusMessage=some(
                st.fixed_dictionaries({"status": text, "message": text})
            ),
        ),
        "credentialSchema": some(
            node("JsonSchema", {"id": iri}, jsonSchema=json_values(text))
        ),
        "termsOfUse": some(
            st.builds(lambda link: {"id": link, "type": "Evidence"}, iri)
        ),
    }
    if depth:
        optional["endorsement"] = some(endorsements(text, iri), 2)
    return node(
        ["VerifiableCredential", "OpenBadgeCredential"],
        {
            "@context": st.sampled_from(EDITIONS).map(lambda edition: [V2, edition]),
            "id": iri,
            "issuer": profile | iri,
            "validFrom": dates,
            "credentialSubject": subject,
        },
        **optional,
    )


def endorsements(text: Any, iri: Any) -> Any:
    """Embedded endorsements with proofs, some with contexts of their own."""
    proof = node(
        "DataIntegrityProof",
        {
            "created": dates,
            "cryptosuite": st.just("eddsa-rdfc-2022"),
            "proofPurpose": st.sampled_from(("assertionMethod", "authentication")),
            "verificationMethod": iri,
            "proofValue": text,
        },
    )
    return node(
        ["VerifiableCredential", "EndorsementCredential"],
        {
            "id": iri,
            "issuer": iri,
            "validFrom": dates,
            "credentialSubject": node(
                "EndorsementSubject", {"id": iri}, endorsementComment=text
            ),
        },
        proof=some(proof, 2),
        **{
            "@context": st.sampled_from(EDITIONS[:3]).map(lambda edition: [V2, edition])
        },
    )


def json_values(text: Any) -> Any:
    keys = st.sampled_from(("$schema", "a", "b", "é", "\U0001f600", "\ufb33", 'quo"te'))
    return st.recursive(
        text | st.booleans() | st.integers(-10, 10),
        lambda inner: (
            st.dictionaries(keys, inner, max_size=3)
            | st.lists(st.dictionaries(keys, inner, max_size=2), max_size=2)
        ),
        max_leaves=5,
    ).map(lambda value: {"const": value})


_LOOKS_LIKE_AN_IRI = re.compile(r"[a-z]+:[^\s_]\S*")
FIXED = {"@context", "type", "@language", "proofPurpose", "cryptosuite"}


def with_other_texts(document: Any, draw: Any, name: str = "") -> Any:
    """The same document with other texts and IRIs in place of its own."""
    if isinstance(document, dict):
        return {
            key: value if key in FIXED else with_other_texts(value, draw, key)
            for key, value in document.items()
        }
    if isinstance(document, list):
        return [with_other_texts(item, draw, name) for item in document]
    if not isinstance(document, str):
        return document
    return draw(
        iris
        if document in COMMON_IRIS or _LOOKS_LIKE_AN_IRI.fullmatch(document)
        else texts
    )
