"""Verification for anyone: our badges, strangers' badges, and what is none."""

import pytest
from laurel.verification import services
from obkit.resolve import MemoryFetcher
from obkit.verify import Check, Outcome, Verdict

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("I8")
def test_the_link_alone_is_enough():
    credential = badges.issued()
    report = services.verify_link(
        url=f"http://localhost:8000/b/{credential.award_public_id}"
    )
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.recipient_name == "Ada Lovelace"


def test_the_forms_of_a_badge_are_each_judged_and_their_keys_fetched_once(monkeypatch):
    credential = badges.issued()
    asked = []
    own = services._fetcher()

    class Counting:
        def fetch(self, url, *, accept="application/json"):
            asked.append(url)
            return own.fetch(url, accept=accept)

    monkeypatch.setattr(services, "_fetcher", Counting)
    altered = bytes(credential.document).replace(b"Lovelace", b"Lovelice")
    reports = services.verify_forms(
        forms=[bytes(credential.document), credential.jwt.encode(), altered]
    )
    assert [report.verdict for report in reports] == [
        Verdict.VERIFIED,
        Verdict.VERIFIED,
        Verdict.NOT_VERIFIED,
    ]
    assert len(asked) == len(set(asked)) == 2, "the keys and the status list"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"{",
        b'{"a":1,"a":2}',
        b"a.b.c",
        b"\x89PNG\r\n\x1a\n",
        b"<html>",
        b"\xff" * 99,
    ],
)
def test_what_is_no_badge_is_never_verified_and_never_an_error(data):
    report = services.verify(data=data)
    assert report.verdict is not Verdict.VERIFIED
    assert report.outcome_of(Check.PROOF) in (
        None,
        Outcome.INCONCLUSIVE,
        Outcome.FAILED,
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/b/absent",
        "http://localhost:8000/",
        "http://localhost:9/b/x",
        "http://127.0.0.1/",
        "https://10.0.0.1/badge.json",
        "https://[::1",
        "ftp://issuer.example/badge",
        "nonsense",
    ],
)
def test_a_link_that_leads_to_no_badge_is_never_verified(url):
    """Private addresses and other ports of ours are refused before anything is connected to."""
    assert services.verify_link(url=url).verdict is not Verdict.VERIFIED


def test_without_the_issuer_nothing_is_known_and_nothing_is_wrong(settings):
    """Not to know is not to fail: the same bytes, with the world out of reach."""
    credential = badges.issued()
    settings.LAUREL_FETCHER = f"{__name__}.nowhere"
    report = services.verify(data=bytes(credential.document))
    assert report.verdict is Verdict.INCONCLUSIVE


def nowhere():
    return MemoryFetcher({})


def test_a_stranger_key_in_our_name_is_found(monkeypatch):
    """The key must be the issuer's, not merely fit the signature."""
    import json

    from obkit import issue
    from obkit.encoding import strict_json
    from obkit.keys import KeyKind, LocalSigner
    from obkit.model.ob3 import AchievementCredential

    credential = badges.issued()
    document = json.loads(bytes(credential.document))
    (proof,) = document.pop("proof")
    forged = issue.sign_embedded(
        AchievementCredential.from_document(document),
        signer=LocalSigner.generate(KeyKind.ED25519),
        verification_method=proof["verificationMethod"],
        created=credential.created_at,
    )
    assert strict_json.loads_object(forged)["id"] == document["id"]
    assert services.verify(data=forged).verdict is Verdict.NOT_VERIFIED
