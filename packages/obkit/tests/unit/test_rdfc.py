"""Canonical N-Quads: nothing of a document is left out, or the document is refused."""

import copy
import time

import pytest
from obkit.encoding import canonical, rdfc
from obkit.errors import ObkitError, Refused, Unverifiable
from obkit.vocabulary import contexts

V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def credential(**members):
    return {
        "@context": [V2, OB3],
        "id": "https://badges.example/b/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Facilitation",
        "issuer": {"id": "did:web:badges.example", "type": ["Profile"], "name": "Lab"},
        "validFrom": "2026-11-21T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Ada Lovelace",
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": "https://badges.example/a/1",
                "type": ["Achievement"],
                "name": "Facilitation",
                "description": "Leads a group.",
                "criteria": {"narrative": "Lead **three** sessions."},
            },
        },
        **members,
    }


def changed(path, value):
    document = credential()
    *steps, last = path.split(".")
    place = document
    for step in steps:
        place = place[int(step)] if step.isdigit() else place[step]
    place[last] = value
    return document


def test_the_result_says_what_the_document_says():
    lines = rdfc.canonical_nquads(credential()).decode().splitlines()
    assert (
        "<https://badges.example/a/1> <https://schema.org/name> "
        '"Facilitation" .' in lines
    )
    assert lines == sorted(lines)


# T-LD-1: every shape of a change that a JSON-LD processor without safe mode does not see.
TAMPERED = {
    "an undefined member": ("grade", "A+", "proof.undefined_term"),
    "an undefined member of the subject": (
        "credentialSubject.salary",
        90000,
        "proof.undefined_term",
    ),
    "a member of another class": (
        "credentialSubject.achievement.salt",
        "deadsea",
        "proof.undefined_term",
    ),
    "an undefined type": (
        "type",
        ["VerifiableCredential", "OpenBadgeCredential", "Diploma"],
        "proof.undefined_term",
    ),
    "an undefined object": (
        "credentialSubject.extra",
        {"id": "urn:x:1", "name": "x"},
        "proof.undefined_term",
    ),
    "a member that looks like a keyword": ("@comment", "x", "proof.keyword"),
    "a member set to null": ("description", None, "proof.null"),
    "an issuer that is no IRI": ("issuer", "https://a b/", "proof.invalid_iri"),
    "an id that is no IRI": (
        "credentialSubject.achievement.id",
        "https://badges.example/<x>",
        "proof.invalid_iri",
    ),
    "a relative id": ("credentialSubject.id", "../someone", "proof.relative_iri"),
    "a relative id with a host": (
        "credentialSubject.id",
        "//evil.example/x",
        "proof.relative_iri",
    ),
    "an empty id": ("credentialSubject.id", "", "proof.relative_iri"),
    "a language that is none": (
        "name",
        {"@value": "x", "@language": "e n"},
        "proof.language",
    ),
    "a direction": (
        "name",
        {"@value": "x", "@language": "ar", "@direction": "rtl"},
        "proof.keyword",
    ),
    "a name for a blank node": ("credentialSubject.id", "_:b0", "proof.blank_node"),
    "an IRI as a member": (
        "urn:evil:grade",
        "A+",
        "proof.not_a_term",
    ),
    "an empty member": ("", "A+", "proof.not_a_term"),
    "a member with a space": ("my grade", "A+", "proof.not_a_term"),
    "a list in a list": (
        "type",
        ["VerifiableCredential", ["OpenBadgeCredential"]],
        "proof.nested_list",
    ),
    "an inline context": (
        "credentialSubject.@context",
        {"salary": None},
        "proof.inline_context",
    ),
    "a null context": ("credentialSubject.@context", None, "proof.inline_context"),
    "a reverse property": ("@reverse", {"issuer": "urn:x:1"}, "proof.keyword"),
    "a character that is none": ("name", "x\uffff", "proof.noncharacter"),
    "a second spelling of id": ("@id", "https://evil.example/", "proof.keyword"),
}


@pytest.mark.requirement("I5")
@pytest.mark.parametrize(
    ("path", "value", "reason"), TAMPERED.values(), ids=TAMPERED.keys()
)
def test_what_would_not_be_signed_is_refused_by_name(path, value, reason):
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(changed(path, value))
    assert caught.value.reason == reason


def test_an_undefined_member_is_named_with_its_place():
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(changed("credentialSubject.achievement.salary", 1))
    assert caught.value.facts["term"] == "salary"
    assert caught.value.facts["path"] == "$.credentialSubject.achievement.salary"


def test_unknown_contexts_leave_the_document_unknown_and_are_named():
    document = credential()
    document["@context"].append("https://example.org/own.json")
    with pytest.raises(Unverifiable) as caught:
        rdfc.canonical_nquads(document)
    assert caught.value.reason == "proof.unknown_context"
    assert caught.value.facts["contexts"] == ["https://example.org/own.json"]


def test_a_document_without_context_is_refused():
    document = credential()
    del document["@context"]
    with pytest.raises(Refused, match="no context"):
        rdfc.canonical_nquads(document)


def test_every_text_survives():
    """Controls are escaped as RDFC-1.0 says, everything else is written as it is."""
    name = 'q"\\\b\t\n\f\r\x00\x7f\x85é李🎓'
    line = next(
        line
        for line in rdfc.canonical_nquads(changed("name", name)).split(b"\n")
        if line.startswith(b"<https://badges.example/b/1> <https://schema.org/name>")
    )
    assert line.decode().split(" ", 2)[2] == (
        '"q\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u007F\x85é李🎓" .'
    )


def test_terms_of_an_object_that_starts_anew_are_still_missed():
    """Inside a presentation contexts end; a member there has to be defined anew."""
    presentation = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [{"id": "urn:x:1", "name": "unsigned"}],
    }
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(presentation)
    assert caught.value.reason == "proof.undefined_term"


def nested(depth, width):
    inner = [nested(depth - 1, width) for _ in range(width)] if depth else []
    return {"type": "Result", "value": "x", "alignment": inner}


POISON = {
    "a tree of equals": [nested(7, 2)] * 2,
    "a bush of equals": [nested(2, 9)] * 2,
    "a long list twice": [
        {"type": "ResultDescription", "allowedValue": ["A"] * 900} for _ in range(2)
    ],
    "many hubs": [nested(1, 9) for _ in range(100)],
    "too many objects": [{"type": "Result", "value": str(i)} for i in range(5100)],
    "too many values": [{"type": "Result", "value": "x"} for _ in range(17_000)],
}


@pytest.mark.parametrize("results", POISON.values(), ids=POISON.keys())
def test_a_poisoned_document_ends_soon_in_a_refusal(results):
    """DI-7, security.md #15. One and a half seconds is the promise; it takes a fraction."""
    started = time.process_time()
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(changed("credentialSubject.result", results))
    assert time.process_time() - started < 1.5
    assert caught.value.reason in {"proof.too_complex", "proof.too_large"}


def test_objects_that_look_alike_are_no_reason_to_refuse():
    results = [{"type": ["Result"], "value": "A"} for _ in range(40)]
    assert rdfc.canonical_nquads(changed("credentialSubject.result", results))


def test_depth_is_limited():
    document = credential()
    inner = document["credentialSubject"]
    for _ in range(40):
        inner["source"] = {"type": ["Profile"], "id": "urn:x:1"}
        inner = inner["source"]
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(document)
    assert caught.value.reason == "proof.too_deep"


def test_embedded_contexts_are_limited():
    """Those that differ, and how often any may stand there."""
    endorsement = {"@context": [V2, OB3], "type": ["VerifiableCredential"]}
    for endorsements, limit in (
        (
            [endorsement | {"@context": [V2] * (n + 1)} for n in range(12)],
            rdfc.MAX_CONTEXTS,
        ),
        ([copy.copy(endorsement) for _ in range(rdfc.MAX_COPIES)], rdfc.MAX_COPIES),
    ):
        with pytest.raises(Refused) as caught:
            rdfc.canonical_nquads(credential(endorsement=endorsements))
        assert caught.value.reason == "proof.too_large"
        assert caught.value.facts["limit"] == limit


def test_no_refusal_is_anything_else_than_ours():
    for value in (1.5, True, {}, [], "x", {"@value": 3}, {"@value": {"a": 1}}):
        for path in ("name", "issuer", "validFrom", "credentialSubject", "type"):
            try:
                rdfc.canonical_nquads(changed(path, value))
            except ObkitError:
                continue


def test_equal_quads_are_one_line():
    quad = ("<urn:a>", "<urn:p>", '"1"', "")
    assert canonical.canonical_lines([quad, quad]) == b'<urn:a> <urn:p> "1" .\n'


def test_a_member_cannot_move_to_a_second_mention_of_the_credential():
    """To RDF both mentions are one object; a status moved to the second would not be checked."""
    mention = {
        "@context": [V2, OB3],
        "id": "urn:x:endorsement",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "credentialSubject": {
            "id": "https://badges.example/b/1",
            "type": ["EndorsementSubject"],
        },
    }
    honest = credential(endorsement=[mention])
    assert rdfc.canonical_nquads(honest)
    moved = copy.deepcopy(honest)
    second = moved["endorsement"][0]["credentialSubject"]
    second["type"] = ["EndorsementSubject", "VerifiableCredential"]
    second["validFrom"] = moved.pop("validFrom")
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(moved)
    assert caught.value.reason == "proof.two_places"


FLOAT = "https://www.w3.org/2001/XMLSchema#float"


def with_credits(number):
    return changed("credentialSubject.achievement.creditsAvailable", number)


@pytest.mark.parametrize(
    ("number", "written"),
    [(1.5, "1.5E0"), (0.1, "1.0E-1"), (1.5e-7, "1.5E-7"), (3, "3"), (3.0, "3"),
     (-0.0, "0"), (2**53 - 1, "9007199254740991")],
)  # fmt: skip
def test_numbers_are_written_as_json_ld_says(number, written):
    line = f'"{written}"^^<{FLOAT}>'.encode()
    assert line in rdfc.canonical_nquads(with_credits(number))


@pytest.mark.parametrize(
    "number",
    [0.30000000000000004, 5e-324, 1e-7, 2**53, -(2**53), 1e21, 10**400, float("nan")],
)
def test_a_number_that_readers_write_in_different_ways_is_refused(number):
    """Sixteen digits are not enough for it, or its integer has neighbours."""
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(with_credits(number))
    assert caught.value.reason == "proof.number"
    assert caught.value.facts["path"].endswith("achievement.creditsAvailable")


@pytest.mark.parametrize("tag", ["en-us", "en-US", "EN-us"])
def test_a_language_tag_is_signed_in_lower_case(tag):
    """As jsonld.js and PyLD have it: their signatures hold here, and ours there."""
    document = credential(name={"@value": "Facilitation", "@language": tag})
    assert b'"Facilitation"@en-us .' in rdfc.canonical_nquads(document)


def test_a_language_without_a_text_is_refused():
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(credential(name={"@language": "en"}))
    assert caught.value.reason == "proof.language"
    assert caught.value.facts["path"] == "$.name"


def test_json_inside_a_document_is_spelled_as_rfc_8785_says():
    """Members in the order of UTF-16 units, where an emoji comes before a ligature."""
    schema = {"\ufb33": 1.50, "\U0001f600": 1e-5, "a": "\u20ac"}
    status = {
        "id": "https://badges.example/schema",
        "type": "JsonSchema",
        "jsonSchema": schema,
    }
    lines = rdfc.canonical_nquads(credential(credentialSchema=[status])).decode()
    assert '"{\\"a\\":\\"\u20ac\\",\\"\U0001f600\\":0.00001,\\"\ufb33\\":1.5}"' in lines


@pytest.mark.parametrize(
    "proof", ["urn:x:1", "text", {}, {"id": "urn:x:1"}, [{"type": "DataIntegrityProof"}, "x:y"]]
)  # fmt: skip
def test_a_proof_that_says_nothing_is_refused_and_not_dropped(proof):
    """JSON-LD puts it into a graph of its own, where a mere name or text is lost."""
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(credential(proof=proof))
    assert caught.value.reason in ("proof.json_ld", "proof.relative_iri")


def test_the_members_that_lead_to_graphs_are_known():
    def found(context):
        for definition in context.values() if isinstance(context, dict) else ():
            if isinstance(definition, dict):
                yield definition
                yield from found(definition.get("@context"))

    every = [
        d for url in contexts.URLS for d in found(contexts.document(url)["@context"])
    ]
    graphs = {f"<{d['@id']}>" for d in every if d.get("@container") == "@graph"}
    assert graphs == rdfc.IN_GRAPHS
    # And none of them leads to plain values anywhere.
    others = {f"<{d.get('@id')}>" for d in every if d.get("@container") != "@graph"}
    assert graphs.isdisjoint(others)


def test_of_several_reasons_always_the_same_is_given():
    document = credential(zeta=1, alpha=2, id="no iri", mid={"id": "../x"})
    reasons = set()
    for _ in range(5):
        with pytest.raises(Refused) as caught:
            rdfc.canonical_nquads(copy.deepcopy(document))
        reasons.add(str(caught.value))
    assert len(reasons) == 1
