"""What is written is what is read, for any texts that people may enter."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from obkit import issue, keys
from obkit.encoding import strict_json
from obkit.model import ob2, ob3
from obkit.proofs import eddsa_rdfc_2022, vc_jwt

ED25519 = keys.LocalSigner.generate(keys.KeyKind.ED25519)
P256 = keys.LocalSigner.generate(keys.KeyKind.P256)

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
).filter(lambda text: not text.startswith("_:"))
maybe_texts = st.one_of(st.just(""), texts)
urls = st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/]{0,12}", fullmatch=True)
maybe_urls = st.one_of(st.just(""), urls)
moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - the zone comes with `timezones`
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)

issuers = st.builds(
    issue.Issuer,
    id=urls, name=texts, url=urls, email=texts, description=maybe_texts,
    image=maybe_urls, ob2_id=urls,
)  # fmt: skip
alignments = st.builds(
    issue.Alignment,
    name=texts, url=urls, description=maybe_texts, framework=maybe_texts,
    code=maybe_texts, type=st.sampled_from(["", "CTDL", "CFItem", "ext:mine"]),
)  # fmt: skip
levels = st.builds(
    issue.RubricLevel,
    id=urls, name=texts, description=maybe_texts, level=maybe_texts, points=maybe_texts,
)  # fmt: skip
results = st.builds(
    issue.ResultDescription,
    id=urls, name=texts, type=st.sampled_from(["Percent", "LetterGrade", "ext:mine"]),
    allowed_values=st.lists(texts, max_size=3).map(tuple), value_min=maybe_texts,
    value_max=maybe_texts, required_value=maybe_texts,
    levels=st.lists(levels, max_size=2, unique_by=lambda level: level.id).map(tuple),
    alignments=st.lists(alignments, max_size=1).map(tuple),
)  # fmt: skip
related = st.builds(
    issue.Related,
    id=urls, ob2_id=maybe_urls, language=st.sampled_from(["", "fr"]), version=maybe_texts,
)  # fmt: skip
achievements = st.builds(
    issue.Achievement,
    id=urls, name=texts, description=texts, criteria=texts, criteria_url=maybe_urls,
    image=urls, image_caption=maybe_texts, achievement_type=st.just("Badge"),
    alignments=st.lists(alignments, max_size=3).map(tuple),
    tags=st.lists(texts, max_size=3).map(tuple), version=maybe_texts,
    language=st.sampled_from(["", "en", "de-CH", "zh-Hant-TW"]), ob2_id=urls,
    credits=st.sampled_from([None, 40, 2.0, 2.5]),
    results=st.lists(results, max_size=2).map(tuple),
    related=st.lists(related, max_size=2).map(tuple),
)  # fmt: skip
evidence = st.builds(
    issue.Evidence,
    url=maybe_urls, name=maybe_texts, description=maybe_texts, narrative=texts,
)  # fmt: skip
awards = st.builds(
    issue.Award,
    id=urls, issuer=issuers, achievement=achievements,
    recipient=st.builds(
        issue.Recipient, email=texts, salt=texts, name=maybe_texts, id=maybe_urls
    ),
    valid_from=moments, valid_until=st.none(), awarded_on=st.none() | moments,
    narrative=maybe_texts, evidence=st.lists(evidence, max_size=3).map(tuple),
    status=st.none()
    | st.builds(
        issue.StatusEntry, list_url=urls, index=st.integers(0, 131071),
        purpose=st.just("revocation"),
    ),
    image=maybe_urls, ob2_id=urls,
)  # fmt: skip


@given(awards)
@settings(max_examples=60, deadline=None)
def test_any_award_is_issued_signed_read_back_and_verified(award):
    credential = issue.build(award)
    data = issue.sign_embedded(
        credential,
        signer=ED25519,
        verification_method="did:web:badges.example#1",
        created=award.valid_from + timedelta(seconds=1),
    )
    document = strict_json.loads_object(data)
    assert json.loads(data) == document
    (proof,) = document["proof"]
    assert eddsa_rdfc_2022.verify(document, proof, key=ED25519.public_key)
    read = ob3.AchievementCredential.from_document(document)
    assert read.to_document() == document


@given(awards)
@settings(max_examples=40, deadline=None)
def test_any_award_is_a_token_that_opens(award):
    credential = issue.build(award)
    token = issue.sign_jwt(credential, signer=P256, kid="did:web:badges.example#2")
    assert vc_jwt.open(token, key=P256.public_key) == credential.to_document()


@given(awards)
@settings(max_examples=40, deadline=None)
def test_any_award_makes_open_badges_2_that_read_back(award):
    assertion = issue.ob2_assertion(award).to_document()
    assert ob2.Assertion.from_document(assertion).to_document() == assertion
    badge = issue.ob2_badge_class(award.achievement, issuer=award.issuer).to_document()
    assert ob2.BadgeClass.from_document(badge).to_document() == badge
    profile = issue.ob2_profile(award.issuer).to_document()
    assert ob2.Profile.from_document(profile).to_document() == profile
