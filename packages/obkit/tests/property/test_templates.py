"""What a template issues is what the general way issues, byte for byte, or the same refusal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from obkit import issue
from obkit.encoding import rdfc, strict_json
from obkit.encoding.pattern import Pattern
from obkit.errors import ObkitError, Refused
from obkit.issue import facts, varying
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import eddsa_rdfc_2022, vc_jwt

from packages.obkit.tests import credentials as c
from packages.obkit.tests.badges import NOW, World

WORLD = World()
BASE = WORLD.award()
SIGNING: dict[str, Any] = {
    "signer": WORLD.ed25519,
    "verification_method": WORLD.method,
    "created": NOW,
}

texts = c.texts.map(lambda text: text.encode("utf-8", "ignore").decode())
moments = st.datetimes(
    min_value=datetime.fromisoformat("1900-01-01"),
    max_value=datetime.fromisoformat("9000-01-01"),
    timezones=st.just(UTC),
)


def awards(text: Any = texts, iri: Any = c.iris) -> Any:
    return st.builds(
        lambda **facts_: replace(BASE, **facts_),
        id=iri,
        recipient=st.builds(
            facts.Recipient, email=text, salt=text, name=text, id=st.just("") | iri
        ),
        valid_from=moments,
        valid_until=st.none() | moments,
        awarded_on=st.none() | moments,
        narrative=text,
        evidence=st.lists(
            st.builds(
                facts.Evidence,
                url=st.just("") | iri,
                name=text,
                description=text,
                narrative=text,
            ),
            max_size=3,
        ).map(tuple),
        status=st.none()
        | st.builds(facts.StatusEntry, list_url=iri, index=st.integers(0, 2**31)),
        image=st.just("") | iri,
        refresh=st.just("") | iri,
    )


def outcome(make: Callable[[], bytes]) -> bytes | str:
    try:
        return make()
    except ObkitError as error:
        return type(error).__name__


def the_general_way(award: facts.Award) -> bytes:
    return issue.sign_embedded(issue.build(award), **SIGNING)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    awards(),
    st.lists(
        awards(c.texts | c.refused_texts, c.iris | c.refused_iris),
        min_size=1,
        max_size=3,
    ),
    st.data(),
)
def test_a_batch_issues_what_the_general_way_issues(first, others, data):
    """Whatever comes after whatever; and awards of the first one's shape with other texts."""
    batch = issue.Batch(**SIGNING, check_every=1)
    like = c.with_other_texts(_texts_of(first), data.draw)
    for award in (first, replace(first, **_as_facts(first, like)), *others):
        expected = outcome(lambda award=award: the_general_way(award))
        assert outcome(lambda award=award: batch.issue(award)) == expected


def _texts_of(award: facts.Award) -> dict[str, Any]:
    """The free texts of an award; the empty ones belong to its shape."""
    return {
        "id": award.id,
        "narrative": award.narrative or None,
        "evidence": [item.url or None for item in award.evidence],
        "name": award.recipient.name or None,
    }


def _as_facts(award: facts.Award, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": found["id"],
        "narrative": found["narrative"] or "",
        "evidence": tuple(
            replace(item, url=url or "")
            for item, url in zip(award.evidence, found["evidence"], strict=True)
        ),
        "recipient": replace(award.recipient, name=found["name"] or ""),
    }


def numbered(number: int, **changes: Any) -> facts.Award:
    return replace(BASE, id=f"https://college.example/b/{number}", **changes)


def test_a_template_is_not_asked_to_canonicalise(monkeypatch):
    batch = issue.Batch(**SIGNING)
    batch.issue(numbered(0))
    expected = the_general_way(numbered(1))

    def refuse(*_: object) -> bytes:
        raise AssertionError("canonicalised anew")

    monkeypatch.setattr(rdfc, "canonical_nquads", refuse)
    monkeypatch.setattr(eddsa_rdfc_2022, "hash_data", refuse)
    assert batch.issue(numbered(1)) == expected


def test_awards_stream_in_their_order():
    made: list[int] = []

    def endless():
        for number in range(10**9):
            made.append(number)
            yield numbered(number)

    issued = list(islice(issue.issue_many(endless(), **SIGNING), 3))
    assert [strict_json.loads_object(data)["id"] for data in issued] == [
        f"https://college.example/b/{number}" for number in range(3)
    ]
    assert len(made) == 3


def test_a_batch_goes_on_after_an_award_that_is_refused():
    batch = issue.Batch(**SIGNING)
    batch.issue(numbered(0))
    with pytest.raises(ObkitError):
        batch.issue(replace(BASE, id="no address"))
    with pytest.raises(ObkitError):
        batch.issue(numbered(1, valid_until=BASE.valid_from - timedelta(days=1)))
    assert batch.issue(numbered(2)) == the_general_way(numbered(2))


def test_a_fault_in_a_template_is_found_before_anything_is_published(monkeypatch):
    batch = issue.Batch(**SIGNING, check_every=3)
    batch.issue(numbered(0))
    fill = Pattern.fill
    monkeypatch.setattr(
        Pattern, "fill", lambda *a, **k: fill(*a, **k) + b"<x> <y> <z> .\n"
    )
    batch.issue(numbered(1))
    with pytest.raises(Refused) as caught:
        batch.issue(numbered(2))
    assert caught.value.reason == "issue.template_differs"


def test_every_nth_award_is_compared_with_the_general_way(monkeypatch):
    checked: list[str] = []
    check = issue.Template.check
    monkeypatch.setattr(
        issue.Template,
        "check",
        lambda self, award, data: (checked.append(award.id), check(self, award, data)),
    )
    list(issue.issue_many(map(numbered, range(10)), **SIGNING, check_every=4))
    assert checked == ["https://college.example/b/3", "https://college.example/b/7"]


def test_a_template_serves_another_time():
    template = issue.Template.compile(BASE, **SIGNING)
    assert template is not None
    later = NOW + timedelta(days=1)
    assert template.at(later).issue(BASE) == issue.sign_embedded(
        issue.build(BASE), **{**SIGNING, "created": later}
    )
    assert template.issue(BASE) == the_general_way(BASE)


def test_another_issuer_or_achievement_or_shape_does_not_fit():
    template = issue.Template.compile(BASE, **SIGNING)
    assert template is not None
    assert template.fits(replace(BASE, id="urn:x:another"))
    assert not template.fits(
        replace(BASE, narrative="more" if not BASE.narrative else "")
    )
    assert not template.fits(replace(BASE, issuer=replace(BASE.issuer, name="Another")))
    assert not template.fits(
        replace(BASE, achievement=replace(BASE.achievement, version="2"))
    )


def test_the_key_must_be_one_that_the_proof_format_knows():
    rsa = LocalSigner.generate(KeyKind.P256)
    with pytest.raises(Refused):
        issue.Batch(**{**SIGNING, "signer": rsa}).issue(BASE)


def test_an_achievement_full_of_odd_texts_is_still_a_template():
    """Constant texts that look like what marks the holes do not confuse it."""
    odd = '7001-01-01 %s %(x)s x-hole:0: _:c14n0 \\ " <a>'
    achievement = replace(BASE.achievement, description=odd, name=odd)
    batch = issue.Batch(**SIGNING, check_every=1)
    for number in range(3):
        award = numbered(number, achievement=achievement)
        assert batch.issue(award) == the_general_way(award)


def test_every_fact_of_an_award_is_known_to_the_template():
    """A new fact of `facts.Award` must find its place in `varying`."""
    fields = set(facts.Award.__dataclass_fields__)
    assert fields == {
        "id", "issuer", "achievement", "recipient", "valid_from", "valid_until", "awarded_on",
        "narrative", "evidence", "status", "refresh", "image", "ob2_id", "endorsements",
    }  # fmt: skip
    assert varying.shape_of(BASE) == varying.shape_of(replace(BASE, ob2_id="urn:x:2"))


def endorsed(award: facts.Award) -> facts.Award:
    """The award with what somebody said of it, signed."""
    said = issue.build_endorsement(
        facts.Endorsement(
            id=f"{award.id}#said",
            name="Endorsement",
            endorser=award.issuer,
            about=award.id,
            comment="I was there.",
            valid_from=NOW,
        )
    )
    document = issue.sign_embedded(said, **SIGNING)
    return replace(award, endorsements=(issue.Endorsed(document=document),))


def test_an_endorsement_of_one_award_is_in_no_other():
    """What was signed about one person never travels in another's badge."""
    batch = issue.Batch(**SIGNING, check_every=1)
    for number in range(4):
        award = numbered(number)
        award = endorsed(award) if number % 2 else award
        assert batch.issue(award) == the_general_way(award)
        assert (b"I was there." in batch.issue(award)) is bool(number % 2)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    awards(),
    st.lists(awards(c.texts | c.refused_texts, c.iris | c.refused_iris), max_size=3),
    st.data(),
)
def test_a_batch_of_tokens_is_what_the_general_way_signs(first, others, data):
    def general(award: facts.Award) -> bytes:
        signed = issue.sign_jwt(
            issue.build(award), signer=WORLD.ed25519, kid=WORLD.method
        )
        return signed.encode()

    batch = issue.JwtBatch(signer=WORLD.ed25519, kid=WORLD.method, check_every=1)
    like = c.with_other_texts(_texts_of(first), data.draw)
    for award in (first, replace(first, **_as_facts(first, like)), *others):
        expected = outcome(lambda award=award: general(award))
        assert outcome(lambda award=award: batch.issue(award).encode()) == expected


def test_a_token_template_serves_keys_that_sign_differently_each_time():
    signer = LocalSigner.generate(KeyKind.P256)
    tokens = list(
        issue.issue_many_jwt(
            map(numbered, range(4)), signer=signer, kid=WORLD.method, check_every=2
        )
    )
    for number, token in enumerate(tokens):
        opened = vc_jwt.open(token, key=signer.public_key)
        assert opened["id"] == f"https://college.example/b/{number}"


def test_a_fault_in_a_token_template_is_found(monkeypatch):
    batch = issue.JwtBatch(signer=WORLD.ed25519, kid=WORLD.method, check_every=2)
    batch.issue(numbered(0))
    monkeypatch.setattr("obkit.issue.template_jwt._seconds", lambda _: ["1", "2"])
    with pytest.raises(Refused) as caught:
        batch.issue(numbered(1))
    assert caught.value.reason == "issue.template_differs"
