"""Where the fast routes stop: they keep little, and what is beyond them is done the general way."""

import contextlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from obkit import issue
from obkit.encoding import canon, rdfc, scopes, walker
from obkit.encoding.scopes import Declined
from obkit.errors import MalformedDocument, ObkitError, Refused
from obkit.issue import issuing

from packages.obkit.tests import credentials as c
from packages.obkit.tests.badges import NOW, World


def credential(**members: Any) -> dict[str, Any]:
    return {
        "@context": [c.V2, c.CURRENT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        **members,
    }


def evidence(number: int, text: str = "why") -> dict[str, Any]:
    each = [{"type": ["Evidence"], "narrative": f"{text}{n}"} for n in range(number)]
    return credential(evidence=each)


@pytest.mark.parametrize(
    "document",
    [
        evidence(canon.MAX_SHAPE_HOLES + 1),
        credential(evidence=[{"type": ["Evidence"], "narrative": n} for n in range(600)]),
    ],
    ids=["too many texts", "too long"],
)  # fmt: skip
def test_a_large_document_has_no_shape_and_is_canonicalised_all_the_same(document):
    shapes = canon.Shapes()
    for _ in range(3):
        with pytest.raises(Declined):
            shapes.canonical(document)


def test_a_document_that_is_too_deep_is_refused_by_every_route():
    document: dict[str, Any] = {"type": ["Evidence"]}
    for _ in range(rdfc.MAX_DEPTH + 2):
        document = {"evidence": document}
    with pytest.raises(Declined):
        canon.Shapes().canonical(credential(**document))
    with pytest.raises(ObkitError) as caught:
        canon.canonical(credential(**document))
    assert caught.value.reason == "proof.too_deep"


def test_no_more_shapes_are_kept_than_said(monkeypatch):
    monkeypatch.setattr(canon, "MAX_SHAPES", 2)
    monkeypatch.setattr(canon, "MAX_SEEN", 3)
    shapes = canon.Shapes()
    for number in (1, 2, 3, 4, 5):
        document = evidence(number)
        for _ in range(2):
            with contextlib.suppress(Declined):
                shapes.canonical(document)
        assert shapes.canonical(document) == rdfc.canonical_nquads(document)
    assert len(shapes._shapes) == 2
    assert len(shapes._seen) == 3


def test_scopes_are_made_anew_when_there_are_many(monkeypatch):
    monkeypatch.setattr(scopes, "MAX_KEPT_SCOPES", 1)
    for number in (1, 2, 3):
        document = evidence(number)
        assert walker.canonical_nquads(document) == rdfc.canonical_nquads(document)


def test_no_more_templates_are_kept_than_said_and_every_award_is_right(monkeypatch):
    monkeypatch.setattr(issuing, "MAX_TEMPLATES", 2)
    world = World()
    options: dict[str, Any] = {
        "signer": world.ed25519,
        "verification_method": world.method,
        "created": NOW,
    }
    batch = issue.Batch(**options, check_every=1)
    one = world.award()
    for award in (one, replace(one, narrative="n"), replace(one, evidence=()), one):
        expected = issue.sign_embedded(issue.build(award), **options)
        assert batch.issue(award) == expected
    assert len(batch._templates) == 2


def learnt(like: dict[str, Any]) -> canon.Shapes:
    shapes = canon.Shapes()
    for _ in range(2):
        with contextlib.suppress(Declined):
            shapes.canonical(like)
    return shapes


def test_a_shape_leaves_a_compact_iri_to_another_route():
    def document(issuer: str) -> dict[str, Any]:
        first = "https://www.w3.org/2018/credentials/v1"
        return credential(issuer=issuer) | {
            "@context": [first],
            "type": ["VerifiableCredential"],
        }

    shapes = learnt(document("urn:x:2"))
    assert b"<urn:x:3>" in shapes.canonical(document("urn:x:3"))
    with pytest.raises(Declined):
        shapes.canonical(document("cred:x"))
    for _ in range(3):
        found = canon.canonical(document("cred:x"))
        assert found == rdfc.canonical_nquads(document("cred:x"))
        assert b"<https://www.w3.org/2018/credentials#x>" in found


def test_an_iri_with_a_blank_that_is_none_of_ascii_has_no_shape():
    document = credential(type=["VerifiableCredential", "urn:x:a\u00a0b"])
    with pytest.raises(Declined):
        learnt(document).canonical(document)
    for _ in range(3):
        assert canon.canonical(document) == rdfc.canonical_nquads(document)


WORLD = World()
SIGNING: dict[str, Any] = {
    "signer": WORLD.ed25519,
    "verification_method": WORLD.method,
    "created": NOW,
}
TOKENS: dict[str, Any] = {"signer": WORLD.ed25519, "kid": WORLD.method}
BATCHES = {
    "embedded": (
        issue.Batch(**SIGNING, check_every=1),
        lambda award: issue.sign_embedded(issue.build(award), **SIGNING),
    ),
    "token": (
        issue.JwtBatch(**TOKENS, check_every=1),
        lambda award: issue.sign_jwt(issue.build(award), **TOKENS),
    ),
}
both = pytest.mark.parametrize(
    ("batch", "general"), BATCHES.values(), ids=list(BATCHES)
)


@both
def test_an_award_that_ends_before_it_begins_is_refused_as_without_a_template(
    batch, general
):
    award = WORLD.award(valid_until=NOW)
    assert batch.issue(award) == general(award)
    backwards = replace(award, valid_until=award.valid_from - timedelta(seconds=1))
    with pytest.raises(MalformedDocument) as expected:
        general(backwards)
    with pytest.raises(MalformedDocument) as caught:
        batch.issue(backwards)
    assert caught.value.reason == expected.value.reason
    assert batch.issue(award) == general(award)


@both
def test_awards_that_have_no_template_are_issued_all_the_same(batch, general):
    """Two parts that nothing tells apart; the order of their labels cannot be known beforehand."""
    achievement = WORLD.award().achievement
    twice = replace(achievement, alignments=achievement.alignments * 2)
    for name in ("Ada Lovelace", "Mary Somerville"):
        recipient = replace(WORLD.award().recipient, name=name)
        award = WORLD.award(achievement=twice, recipient=recipient)
        assert batch.issue(award) == general(award)
    assert issue.Template.compile(award, **SIGNING) is None
    assert issue.template_jwt.JwtTemplate.compile(award, **TOKENS) is None


@both
def test_awards_that_need_a_second_look_are_issued_as_without_a_template(
    batch, general
):
    for narrative in ("plain", 'said "yes"', "two\nlines \\ \x7f", "李小龍 🏅"):
        award = WORLD.award(narrative=narrative)
        assert batch.issue(award) == general(award)
    with pytest.raises(ObkitError) as expected:
        general(WORLD.award(narrative="_:b0"))
    with pytest.raises(ObkitError) as caught:
        batch.issue(WORLD.award(narrative="_:b0"))
    assert caught.value.reason == expected.value.reason == "proof.blank_node"


def test_a_template_that_wrote_other_json_or_another_proof_is_found():
    award = WORLD.award()
    template = issue.Template.compile(award, **SIGNING)
    assert template is not None
    issued = template.issue(award)
    template.check(award, issued)
    later = {**SIGNING, "created": NOW + timedelta(seconds=1)}
    another_key = {**SIGNING, "signer": World(name="south").ed25519}
    for wrong in (
        issued + b" ",
        template.issue(replace(award, id="urn:x:another")),
        issue.sign_embedded(issue.build(award), **later),
        issue.sign_embedded(issue.build(award), **another_key),
    ):
        with pytest.raises(Refused) as caught:
            template.check(award, wrong)
        assert caught.value.reason == "issue.template_differs"


def test_a_template_for_another_time_gives_what_the_general_way_gives_then():
    award = WORLD.award()
    template = issue.Template.compile(award, **SIGNING)
    assert template is not None
    later = {**SIGNING, "created": NOW + timedelta(days=1)}
    expected = issue.sign_embedded(issue.build(award), **later)
    assert template.at(later["created"]).issue(award) == expected


def test_a_template_that_canonicalises_otherwise_is_found(monkeypatch):
    award = WORLD.award()
    template = issue.Template.compile(award, **SIGNING)
    assert template is not None
    issued = template.issue(award)
    monkeypatch.setattr("obkit.issue.template.Pattern.fill", lambda *_, **__: b"")
    with pytest.raises(Refused) as caught:
        template.check(award, issued)
    assert caught.value.reason == "issue.template_differs"


def test_a_token_of_other_facts_or_another_key_is_found():
    award = WORLD.award()
    template = issue.template_jwt.JwtTemplate.compile(award, **TOKENS)
    assert template is not None
    template.check(award, template.issue(award))
    other = {**TOKENS, "signer": World(name="south").ed25519}
    for wrong in (
        template.issue(replace(award, id="urn:x:another")),
        issue.sign_jwt(issue.build(award), **other),
    ):
        with pytest.raises(Refused) as caught:
            template.check(award, wrong)
        assert caught.value.reason == "issue.template_differs"
