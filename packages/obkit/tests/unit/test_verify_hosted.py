"""Open Badges 2.0, hosted: the badge is what its address answers (CHECKLISTS §1.3)."""

import json
from datetime import timedelta

import pytest
from obkit import baking, issue
from obkit.baking import Standard
from obkit.model import withheld
from obkit.verify import Check, Outcome, Verdict, verify

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import HOST, NOW, World, changed, summary

ASSERTION = f"{HOST}/ob2/assertions/42"
BADGE = f"{HOST}/ob2/badges/1/1"
ISSUER = f"{HOST}/ob2/issuers/north"

GOOD = {
    "parse": "input.read",
    "conforms": "document.conforms",
    "proof": "hosted.same",
    "issuer": "issuer.hosts_it",
    "status": "status.good",
    "valid_from": "validity.begun",
    "valid_until": "validity.no_end",
    "recipient": "recipient.not_asked",
    "trust": "trust.not_asked",
}


@pytest.fixture
def world():
    return World()


def edit(world: World, url: str, **members) -> None:
    world.documents[url] = changed(world.documents[url], **members)


@pytest.mark.requirement("I4", "I6", "I7")
def test_a_hosted_badge_is_verified_against_its_host(world):
    baked = baking.bake(pictures.png(), world.hosted(), Standard.OB2)
    fetcher = world.fetcher
    report = verify(baked, fetcher=fetcher, now=NOW)
    assert fetcher.asked == [ASSERTION, BADGE, ISSUER]
    assert report.checked_at == NOW
    assert summary(report) == GOOD
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.issuer_name == "Northern College"
    assert report.subject.criteria == "Led *three* workshops."
    assert report.subject.alignments == (("Facilitating", "https://skills.example/7"),)


@pytest.mark.parametrize("image", [pictures.png(), pictures.SVG], ids=["png", "svg"])
def test_a_picture_from_before_2_0_holds_only_the_address(world, image):
    world.hosted()
    if image is pictures.SVG:
        data = image.replace(
            b"<title>",
            b'<o:assertion xmlns:o="http://openbadges.org" verify="%s"/><title>'
            % ASSERTION.encode(),
        )
    else:
        data = pictures.png(
            before=pictures.chunk(b"tEXt", b"openbadges\0" + ASSERTION.encode())
        )
    report = world.verify(data)
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.name == "Facilitation"


@pytest.mark.requirement("I7")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (410, ""),
        (
            json.dumps(
                {"id": ASSERTION, "revoked": True, "revocationReason": "Issued twice"}
            ).encode(),
            "Issued twice",
        ),
    ],
)
def test_a_revoked_badge_says_so(world, answer, said):
    """OB20-H3, T-ST-3."""
    data = world.hosted()
    world.documents[ASSERTION] = answer
    report = world.verify(data)
    assert report.verdict is Verdict.NOT_VERIFIED
    result = report.result(Check.STATUS)
    assert (result.outcome, result.reason) == (Outcome.FAILED, "status.revoked")
    assert result.facts["said"] == said


@pytest.mark.requirement("I7")
def test_an_expired_badge_says_so(world):
    data = world.hosted(world.award(valid_until=NOW + timedelta(days=1)))
    assert world.verify(data).verdict is Verdict.VERIFIED
    report = world.verify(data, now=NOW + timedelta(days=2))
    assert summary(report) == GOOD | {"valid_until": "validity.expired"}
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize("url", [ASSERTION, BADGE, ISSUER])
@pytest.mark.parametrize("answer", [None, 404, 503])
def test_a_host_that_does_not_answer_leaves_it_open(world, url, answer):
    data = world.hosted()
    if answer:
        world.documents[url] = answer
    else:
        del world.documents[url]
    report = world.verify(data)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert summary(report)["proof"] == "hosted.unreachable"
    assert report.result(Check.PROOF).facts["url"] == url
    assert report.subject.name is None


CLAIMS = {
    "recipient": {"type": "email", "hashed": False, "identity": "eve@learner.example"},
    "badge": f"{HOST}/ob2/badges/2/1",
    "issuedOn": "2020-01-01T00:00:00Z",
    "expires": "2099-01-01T00:00:00Z",
    "narrative": "With the highest honours.",
    "evidence": [{"id": "https://eve.example/essay"}],
}


@pytest.mark.parametrize("member", CLAIMS)
def test_a_copy_that_claims_something_else_is_found_out(world, member):
    report = world.verify(changed(world.hosted(), **{member: CLAIMS[member]}))
    result = report.result(Check.PROOF)
    assert (result.outcome, result.reason) == (Outcome.FAILED, "hosted.copy_altered")
    assert result.facts["members"] == [member]
    assert report.verdict is Verdict.NOT_VERIFIED


class TestWithheld:
    """The host tells no more what the person did; copies from before are as good as they were."""

    EVIDENCE = [{"id": "https://learner.example/essay", "type": "Evidence"}]

    @pytest.fixture
    def copy(self, world):
        """What the holder has; the host told the same until it withheld it."""
        members = {"narrative": "Led two.", "evidence": self.EVIDENCE}
        copy = changed(world.hosted(), **members)
        published = issue.ob2_withheld(json.loads(copy))
        world.documents[ASSERTION] = json.dumps(published).encode()
        assert "Led two" not in json.dumps(published)
        return copy

    def test_the_copy_is_verified(self, world, copy):
        assert summary(world.verify(copy)) == GOOD

    def test_a_fresh_download_is_verified(self, world, copy):
        assert summary(world.verify(world.documents[ASSERTION])) == GOOD

    def test_another_spelling_of_the_same_evidence_is_the_same(self, world, copy):
        one = changed(copy, evidence=self.EVIDENCE[0])
        assert world.verify(one).verdict is Verdict.VERIFIED

    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("narrative", "Led twenty."),
            ("evidence", "https://eve.example/essay"),
            ("expires", "2099-01-01T00:00:00Z"),
        ],
    )
    def test_a_copy_that_says_more_is_found_out(self, world, copy, member, value):
        report = world.verify(changed(copy, **{member: value}))
        result = report.result(Check.PROOF)
        assert (result.reason, result.facts["members"]) == (
            "hosted.copy_altered",
            [member],
        )

    @pytest.mark.parametrize("word", [None, [], "sha256$", {"narrative": 7}])
    def test_a_host_that_withholds_in_no_known_way_vouches_for_nothing(
        self, world, copy, word
    ):
        edit(world, ASSERTION, withheld=word)
        assert summary(world.verify(copy))["proof"] == "hosted.copy_altered"

    def test_what_the_host_still_tells_is_compared_with_that(self, world, copy):
        edit(world, ASSERTION, narrative="Led one.")
        assert summary(world.verify(copy))["proof"] == "hosted.copy_altered"

    def test_the_recipient_cannot_be_withheld(self, world, copy):
        """Nor what was earned, when and until when: a badge without them is none."""
        published = json.loads(world.documents[ASSERTION])
        copied = json.loads(copy)
        salt = published["recipient"]["salt"]
        published["withheld"]["issuedOn"] = withheld.digest(
            "issuedOn", "2001-01-01T00:00:00Z", salt
        )
        world.documents[ASSERTION] = json.dumps(published).encode()
        lie = changed(json.dumps(copied).encode(), issuedOn="2001-01-01T00:00:00Z")
        assert summary(world.verify(lie))["proof"] == "hosted.copy_altered"

    def test_what_has_no_canonical_form_was_never_withheld(self, world, copy):
        published = json.loads(world.documents[ASSERTION])
        assert withheld.is_withheld(published, "narrative", "Led two.")
        assert not withheld.is_withheld(published, "narrative", 2**60)

    def test_nothing_to_withhold_leaves_the_assertion_as_it_is(self, world):
        plain = json.loads(world.hosted(world.award(narrative="", evidence=())))
        assert issue.ob2_withheld(plain) == plain


def test_a_copy_with_other_details_is_verified_with_a_note(world):
    data = changed(
        world.hosted(), image="https://cdn.example/7.png", **{"ext:note": "x"}
    )
    report = world.verify(data)
    assert report.outcome_of(Check.PROOF) is Outcome.WARNED
    assert report.result(Check.PROOF).facts["members"] == ["ext:note", "image"]
    assert report.verdict is Verdict.VERIFIED


def test_spellings_of_one_meaning_are_not_differences(world):
    award = world.award(valid_until=NOW + timedelta(days=1))
    written = json.loads(world.hosted(award))
    written["issuedOn"] = "2026-11-20T13:00:00+01:00"
    written["badge"] = json.loads(world.documents[BADGE])
    written["verify"] = written.pop("verification")
    written["evidence"] = written["evidence"][0]
    written["type"] = ["Assertion"]
    assert summary(world.verify(json.dumps(written).encode())) == GOOD | {
        "valid_until": "validity.not_over"
    }


def test_what_is_embedded_is_not_believed(world):
    """The BadgeClass and the issuer are those at their own addresses."""
    badge = json.loads(world.hosted() and world.documents[BADGE])
    forged = badge | {
        "name": "Doctor of Everything",
        "issuer": f"{HOST}/ob2/issuers/other",
    }
    report = world.verify(changed(world.documents[ASSERTION], badge=forged))
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.name == "Facilitation"


# -- whose badges live where (§1.3, step 6) --------------------------------------------


def elsewhere(world: World, url: str) -> bytes:
    """A forger's server publishes an assertion of the college's badge."""
    world.hosted()
    data = changed(world.documents[ASSERTION], id=url)
    world.documents[url] = data
    return data


def test_a_badge_on_a_strangers_server_is_not_the_issuers(world):
    report = world.verify(elsewhere(world, "https://forger.example/1"))
    assert summary(report)["proof"] == "hosted.same"
    assert summary(report)["issuer"] == "issuer.out_of_scope"
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.subject.name is None


@pytest.mark.parametrize(
    ("url", "verification", "good"),
    [
        ("https://badges.example/1", {"allowedOrigins": "badges.example"}, True),
        (
            "https://badges.example/1",
            {"allowedOrigins": ["a.example", "badges.example"]},
            True,
        ),
        ("https://badges.example/1", {"allowedOrigins": ["a.example"]}, False),
        (
            "https://badges.example:8443/1",
            {"allowedOrigins": ["badges.example"]},
            False,
        ),
        (f"{HOST}/badges/1", {"startsWith": f"{HOST}/badges/"}, True),
        (f"{HOST}/badges/1", {"startsWith": [f"{HOST}/x/", f"{HOST}/badges/"]}, True),
        (f"{HOST}/other/1", {"startsWith": f"{HOST}/badges/"}, False),
        ("https://badges.example/1", {"startsWith": "https://badges.example/"}, False),
        (
            "https://badges.example/1",
            {
                "startsWith": "https://badges.example/",
                "allowedOrigins": "badges.example",
            },
            True,
        ),
        (f"{HOST}.evil.example/1", {}, False),
        ("https://college.example@evil.example/1", {}, False),
        ("https://college.example:443/1", {}, True),
    ],
)
def test_the_issuers_profile_says_where_its_badges_live(world, url, verification, good):
    data = elsewhere(world, url)
    if verification:
        edit(world, ISSUER, verification={"type": "VerificationObject", **verification})
    report = world.verify(data)
    assert (report.verdict is Verdict.VERIFIED) is good
    if not good:
        assert summary(report)["issuer"] == "issuer.out_of_scope"


# -- documents that are not what they should be ----------------------------------------


def test_a_moved_document_is_followed_once_and_noted(world):
    data = world.hosted()
    world.documents["https://old.example/badge"] = world.documents[BADGE]
    edit(world, ASSERTION, badge="https://old.example/badge")
    report = world.verify(world.documents[ASSERTION])
    assert summary(report)["proof"] == "hosted.moved"
    assert report.verdict is Verdict.VERIFIED
    del world.documents[BADGE]
    assert world.verify(data).verdict is not Verdict.VERIFIED


@pytest.mark.parametrize("own", [None, "urn:uuid:1", 7, "https://other.example/1"])
def test_a_document_of_another_address_is_not_taken_for_this_one(world, own):
    data = world.hosted()
    edit(world, ASSERTION, id=own)
    assert world.verify(data).verdict is not Verdict.VERIFIED


def test_what_is_published_must_conform(world):
    data = world.hosted()
    edit(world, ISSUER, email=None)
    report = world.verify(data)
    assert summary(report)["proof"] == "hosted.malformed"
    assert report.result(Check.PROOF).facts["document"] == ISSUER
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize(
    "id_", ["urn:uuid:0f0f", "ftp://b.example/1", "file:///etc/passwd", "/relative"]
)
def test_a_hosted_badge_without_an_address_cannot_be_good(world, id_):
    report = world.verify(changed(world.hosted(), id=id_))
    assert summary(report)["proof"] == "hosted.not_an_address"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_plain_http_is_noted(world):
    """security.md §8.2."""
    plain = {
        url.replace("https:", "http:"): body.replace(
            b"https://college", b"http://college"
        )
        for url, body in (
            (u, d) for u, d in {ASSERTION: world.hosted(), **world.documents}.items()
        )
        if isinstance(body, bytes)
    }
    world.documents = plain
    report = world.verify(plain[ASSERTION.replace("https:", "http:")])
    assert summary(report)["proof"] == "hosted.plain_http"
    assert report.outcome_of(Check.PROOF) is Outcome.WARNED
    assert report.verdict is Verdict.VERIFIED


def test_a_badge_that_says_it_is_signed_but_is_not_fails(world):
    payload = changed(
        world.hosted(), verification={"type": "SignedBadge", "creator": f"{HOST}/key"}
    )
    assert summary(world.verify(payload))["proof"] == "proof.missing"


@pytest.mark.parametrize("url", [BADGE, ISSUER])
def test_what_is_no_award_is_never_a_pass(world, url):
    world.hosted()
    report = world.verify(world.documents[url])
    assert report.outcome_of(Check.CONFORMS) is Outcome.PASSED
    assert summary(report)["proof"] == "proof.not_an_award"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_flood_of_moves_ends_with_the_budget(world):
    """security.md #7: at most ten fetches, whatever the documents say."""
    data = world.hosted()
    fetcher = world.fetcher
    both = baking.bake(
        baking.bake(pictures.png(), data, Standard.OB2),
        world.credential(),
        Standard.OB3,
    )
    verify(both, fetcher=fetcher, now=NOW)
    assert len(fetcher.asked) <= 10


def test_a_parked_domain_leaves_it_open(world):
    """security.md #21."""
    data = world.hosted()
    world.documents[BADGE] = b"<!doctype html><title>For sale</title>"
    report = world.verify(data)
    assert summary(report)["proof"] == "hosted.no_document"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_badge_class_that_is_nowhere_leaves_it_open(world):
    data = changed(
        world.hosted(), badge="urn:uuid:6b1f6b6e-5c0f-4b0e-8a55-000000000000"
    )
    world.documents[ASSERTION] = data
    report = world.verify(data)
    assert summary(report)["proof"] == "hosted.not_an_address"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_copy_that_is_itself_revoked_is_asked_about(world):
    """What somebody hands in may be the short form; the host still decides (OB20-A11)."""
    good = world.hosted()
    short = json.dumps(
        {"@context": "https://w3id.org/openbadges/v2", "id": ASSERTION, "revoked": True}
    ).encode()
    report = world.verify(short)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert summary(report)["proof"] == "hosted.copy_altered"
    world.documents[ASSERTION] = short
    assert summary(world.verify(short))["status"] == "status.revoked"
    assert summary(world.verify(good))["status"] == "status.revoked"


def test_a_document_that_moved_must_be_found_where_it_says(world):
    data = world.hosted()
    world.documents["https://old.example/badge"] = changed(
        world.documents[BADGE], id=f"{HOST}/new"
    )
    world.documents[f"{HOST}/new"] = changed(world.documents[BADGE], id=f"{HOST}/newer")
    edit(world, ASSERTION, badge="https://old.example/badge")
    report = world.verify(world.documents[ASSERTION])
    assert summary(report)["proof"] == "hosted.another_id"
    assert data


def test_an_issuer_at_an_address_that_is_none_hosts_nothing(world):
    data = world.hosted()
    broken = "https://[college.example/issuer"
    edit(world, BADGE, issuer=broken)
    world.documents[broken] = changed(world.documents[ISSUER], id=broken)
    report = world.verify(data)
    assert report.outcome_of(Check.ISSUER) is not Outcome.PASSED
    assert report.verdict is not Verdict.VERIFIED
