"""The walker takes what it is sure of, and leaves the rest to the general route and its reasons."""

from typing import Any

import pytest
from obkit.encoding import canon, rdfc, walker
from obkit.encoding.scopes import Declined
from obkit.errors import ObkitError, Refused

from packages.obkit.tests import credentials as c

CATCH_ALL = "https://www.w3.org/ns/credentials/undefined-terms/v2"
INNER = {"@context": [c.CURRENT], "type": ["Evidence"], "name": "n"}


def credential(**members: Any) -> dict[str, Any]:
    return {
        "@context": [c.V2, c.CURRENT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        **members,
    }


def with_context(url: str, **members: Any) -> dict[str, Any]:
    return credential(**members) | {"@context": [c.V2, c.CURRENT, url]}


def inner_lists(number: int) -> list[dict[str, Any]]:
    """Objects with lists of contexts, each longer than the one before."""
    return [INNER | {"@context": [c.CURRENT] * (n + 1)} for n in range(number)]


def named(**members: Any) -> dict[str, Any]:
    return credential(name={"@value": "a", **members})


def as_json(value: Any) -> dict[str, Any]:
    """A credential with a member that is kept as JSON."""
    return credential(_sd=value)


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {"a": "x"}
    for _ in range(levels):
        value = {"a": value}
    return value


def result_description(**members: Any) -> dict[str, Any]:
    result = {"type": ["ResultDescription"], **members}
    achievement = {"type": ["Achievement"], "resultDescription": [result]}
    return credential(
        credentialSubject={"type": ["AchievementSubject"], "achievement": achievement}
    )


REFUSED = {
    "too many values": (credential(name=["a"] * (rdfc.MAX_VALUES + 1)), "proof.too_large"),
    "too many contexts": (credential(evidence=inner_lists(rdfc.MAX_CONTEXTS)), "proof.too_large"),
    "too many unnamed objects": (credential(evidence=[{}] * (rdfc.MAX_BLANK_NODES + 1)), "proof.too_large"),
    "an id that is a number": (credential(id=7), "proof.json_ld"),
    "a term that does not exist": (credential(grade="A"), "proof.undefined_term"),
    "a type that is a number": (credential(type=["VerifiableCredential", 7]), "proof.json_ld"),
    "a type that is an object": (credential(type=[{"a": 1}]), "proof.json_ld"),
    "a type that is a keyword": (credential(type=["VerifiableCredential", "id"]), "proof.invalid_iri"),
    "a direction": (named(**{"@language": "en", "@direction": "ltr"}), "proof.keyword"),
    "a member beside a value": (named(other="x"), "proof.json_ld"),
    "a language that is a number": (named(**{"@language": 7}), "proof.language"),
    "a language that is none": (named(**{"@language": "e n"}), "proof.language"),
    "a language and a datatype": (named(**{"@language": "en", "type": "urn:x:t"}), "proof.json_ld"),
    "a proof that is a text": (credential(proof="urn:x:2"), "proof.json_ld"),
    "a proof that is a value": (credential(proof={"@value": "x"}), "proof.json_ld"),
    "a proof without members": (credential(proof=[{}]), "proof.json_ld"),
    "a purpose that nobody defines": (
        credential(proof={"type": "DataIntegrityProof", "proofPurpose": "other"}),
        "proof.undefined_term",
    ),
    "objects too deep": (with_context(CATCH_ALL, a=nested(rdfc.MAX_DEPTH + 1)), "proof.too_deep"),
    "the credential in itself": (
        credential(endorsement=[{"id": "urn:x:1", "type": ["VerifiableCredential"], "issuer": "urn:x:9"}]),
        "proof.two_places",
    ),
    "JSON too deep": (as_json(nested(rdfc.MAX_DEPTH + 1)), "proof.too_deep"),
    "JSON with a small number": (as_json({"n": [1e-7]}), "proof.number"),
    "JSON with a large number": (as_json({"n": 2**60}), "proof.number"),
    "JSON with null": (as_json({"n": None}), "proof.null"),
    "JSON with a list in a list": (as_json({"n": [[1]]}), "proof.nested_list"),
    "JSON with a keyword": (as_json({"@n": 1}), "proof.keyword"),
    "JSON with a colon in a name": (as_json({"a:n": 1}), "proof.not_a_term"),
    "JSON with a space in a name": (as_json({"a b": 1}), "proof.not_a_term"),
    "JSON with an empty name": (as_json({"": 1}), "proof.not_a_term"),
    "null": (credential(name=None), "proof.null"),
    "a list in a list": (credential(name=[["a"]]), "proof.nested_list"),
    "a number read in two ways": (credential(name=1e-7), "proof.number"),
    "a noncharacter": (credential(name="\uffff"), "proof.noncharacter"),
    "a noncharacter in an IRI": (credential(issuer="https://a.example/\uffff"), "proof.noncharacter"),
    "the name of a blank node": (credential(name="_:b"), "proof.blank_node"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("document", "reason"), REFUSED.values(), ids=list(REFUSED)
)  # fmt: skip
def test_what_is_declined_is_refused_with_the_reason_of_the_general_route(
    document, reason
):
    with pytest.raises(Declined):
        walker.canonical_nquads(document)
    with pytest.raises(ObkitError) as caught:
        canon.canonical(document)
    assert caught.value.reason == reason


def test_a_list_of_contexts_that_comes_again_counts_once():
    """What is embedded in a record has its own, all the same."""
    inner = {**INNER, "@context": [c.V2, c.CURRENT]}
    number = rdfc.MAX_COPIES - 1
    document = credential(evidence=[{**inner, "name": f"{n}"} for n in range(number)])
    assert walker.canonical_nquads(document) == rdfc.canonical_nquads(document)
    document["evidence"].append(INNER)
    assert b'"n"' in canon.canonical(document)  # the walker has them at hand
    with pytest.raises(Refused) as caught:
        rdfc.canonical_nquads(document)  # where each has to be expanded again
    assert caught.value.facts["limit"] == rdfc.MAX_COPIES


LEFT = {
    "a context inside a catch-all": with_context(CATCH_ALL, evidence=[INNER]),
    "a number for an IRI": credential(issuer=7),
    "a number with a datatype": credential(name={"@value": 7, "type": "urn:x:t"}),
    "a list of datatypes": named(type=["urn:x:t"]),
    "a term for a datatype": named(type="Evidence"),
    "no names for id and type": {
        "@context": [CATCH_ALL],
        "id": "urn:x:1",
        "name": "n",
    },
}


@pytest.mark.parametrize("document", LEFT.values(), ids=list(LEFT))
def test_what_is_declined_may_be_taken_by_the_general_route(document):
    with pytest.raises(Declined):
        walker.canonical_nquads(document)
    assert canon.canonical(document) == rdfc.canonical_nquads(document) != b""


TAKEN = {
    "a context in an object": (credential(evidence=[INNER]), '"n"'),
    "a catch-all": (with_context(CATCH_ALL, grade="A"), "undefined-term#grade>"),
    "a type of a catch-all": (with_context(CATCH_ALL, evidence=[{"type": ["Essay"]}]), "undefined-term#Essay>"),
    "a language": (named(**{"@language": "EN"}), '"a"@en'),
    "a datatype": (named(type="urn:x:t"), '"a"^^<urn:x:t>'),
    "a value alone": (named(), '"a"'),
    "a purpose": (
        credential(proof={"type": "DataIntegrityProof", "proofPurpose": "assertionMethod"}),
        "<https://w3id.org/security#assertionMethod>",
    ),
    "JSON": (
        as_json({"b": [True, False, 1.5, 2], "a": "x"}),
        r'"{\"a\":\"x\",\"b\":[true,false,1.5,2]}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>',
    ),
    "a list": (result_description(allowedValue=["a", "b"]), "#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"),
    "an empty list": (result_description(allowedValue=[]), "#allowedValue> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"),
    "true": (credential(name=True), '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    "a fraction": (credential(name=1.5), '"1.5E0"^^<http://www.w3.org/2001/XMLSchema#double>'),
    "a whole mantissa": (credential(name=1e22 / 1e22), '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    "a fraction of one digit": (credential(name=2**-1), '"5.0E-1"^^'),
    "a number with the datatype of its term": (credential(validFrom=7), '"7"^^<http://www.w3.org/2001/XMLSchema#dateTime>'),
    "an IRI like a compact one": (credential(issuer="cred://x"), "<cred://x>"),
}  # fmt: skip


@pytest.mark.parametrize(("document", "part"), TAKEN.values(), ids=list(TAKEN))
def test_what_is_taken_is_written_as_on_the_general_route(document, part):
    found = walker.canonical_nquads(document)
    assert found == rdfc.canonical_nquads(document)
    assert part in found.decode()
