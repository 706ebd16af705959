"""A collection, by its link, for somebody who is not signed in."""

import datetime as dt
import io
import json

import pytest
from laurel.collecting import services
from laurel.collecting.types import Facts, Visibility
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM
from PIL import Image

from packages.laurel.tests.factories import badges, people

from .test_card import Head

ADA = "ada@lovelace.example"
PERSON = {
    "HTTP_ACCEPT": "text/html,application/xhtml+xml",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
}
WHOLE = Facts(
    title="Leadership skills",
    purpose="How I lead groups\nand plan with data.",
    shows_name=True,
)


@pytest.fixture
def actor(db):
    return people.actor(people.account(ADA, name="Ada Lovelace"))


@pytest.fixture
def given(actor):
    """Three badges of two issuers, the last one expired."""
    college, academy = badges.issuer(), badges.issuer(name="Kōwhai Academy")
    past = {"issued_on": dt.date(2023, 3, 5), "expires_on": dt.date(2025, 3, 5)}
    return [
        badges.issued(badges.achievement(of, name=name), recipient_email=ADA, **facts)
        for of, name, facts in (
            (college, "Leadership Foundations", {}),
            (academy, "Data Stories", {}),
            (college, "Community Health", past),
        )
    ]


def collect(actor, given, facts=WHOLE):
    refs = [each.award_public_id for each in given]
    return services.make(facts=facts, refs=refs, actor=actor)


@pytest.fixture
def collection(actor, given):
    return collect(actor, given)


def read(client, path, **more):
    answer = client.get(path, **PERSON, **more)
    return answer, " ".join(answer.content.decode().split())


def revoke(credential):
    credentials.revoke(
        credential=credential,
        reason=RevocationReason.OTHER,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )


@pytest.mark.requirement("K3")
def test_everybody_with_the_link_sees_each_badge_as_it_stands(
    client, collection, given
):
    answer, page = read(client, f"/c/{collection.public_id}")
    assert answer.status_code == 200
    for words in (
        "Leadership skills",
        "How I lead groups",
        "Collected by <b><bdi>Ada Lovelace",
        "2 valid, 1 expired",
        "Kōwhai Academy",
        "Community Health",
    ):
        assert words in page
    for each in given:
        assert f'href="/b/{each.award_public_id}"' in page


@pytest.mark.requirement("K4")
def test_a_revoked_badge_is_marked_at_once_and_leads_to_its_evidence(
    client, collection, given
):
    revoke(given[0])
    answer, page = read(client, f"/c/{collection.public_id}")
    assert "1 valid, 1 expired, 1 revoked" in page
    assert answer["Cache-Control"] == "public, no-cache"  # nobody shows an old copy


def test_names_are_shown_only_by_choice(client, actor, given):
    quiet = collect(actor, given, Facts(title="Skills"))
    _, page = read(client, f"/c/{quiet.public_id}")
    assert "Ada" not in page
    assert ADA not in page


def test_only_a_public_one_may_be_listed(client, actor, given):
    listed = collect(actor, given, Facts(title="A", visibility=Visibility.PUBLIC))
    unlisted = collect(actor, given, Facts(title="B"))
    answer, page = read(client, f"/c/{listed.public_id}")
    assert "X-Robots-Tag" not in answer
    assert "noindex" not in page
    assert (
        f'<link rel="canonical" href="http://localhost:8000/c/{listed.public_id}">'
        in page
    )
    answer, page = read(client, f"/c/{unlisted.public_id}")
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page


FETCHER = {"HTTP_USER_AGENT": "LinkedInBot/1.0", "HTTP_ACCEPT": "*/*"}


def preview(client, public_id):
    """The tags that a network's fetcher reads off the page, and the picture that they name."""
    page = client.get(f"/c/{public_id}", **FETCHER)
    said = Head(page.content.decode()).said
    assert said["og:image"].startswith("http://localhost:8000/c/")
    answer = client.get(said["og:image"].removeprefix("http://localhost:8000"))
    assert answer["Content-Type"] == said["og:image:type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert picture.size == (int(said["og:image:width"]), int(said["og:image:height"]))
    return said, picture, answer


def test_previews_find_title_purpose_and_picture(client, collection):
    said, picture, answer = preview(client, collection.public_id)
    assert said["og:title"] == "Leadership skills, by Ada Lovelace"
    assert said["og:description"].startswith("How I lead groups and plan")
    assert picture.size == (1200, 630)
    assert len(answer.content) < 1024 * 1024
    assert said["og:image:alt"] == (
        "Leadership skills: 3 badges from 2 issuers, collected by Ada Lovelace"
    )
    assert said["twitter:card"] == "summary_large_image"
    assert said["twitter:image"] == said["og:image"]
    assert said["twitter:image:alt"] == said["og:image:alt"]
    # The badges are on the left; without them there is the ground alone.
    colours = picture.crop((60, 120, 480, 500)).getcolors(maxcolors=420 * 380)
    assert len(colours) > 500


def test_the_preview_changes_address_when_a_badge_stops_counting(
    client, collection, given
):
    before, with_badge, _ = preview(client, collection.public_id)
    for each in given[:2]:
        revoke(each)
    after, without, _ = preview(client, collection.public_id)
    assert after["og:image"] != before["og:image"]
    assert without.tobytes() != with_badge.tobytes()


def test_a_preview_names_nobody_who_does_not_want_it(client, actor, given):
    quiet = collect(actor, given, Facts(title="Skills <b>& more</b>"))
    said, _, _ = preview(client, quiet.public_id)
    assert said["og:image:alt"] == "Skills <b>& more</b>: 3 badges from 2 issuers"
    assert "Ada" not in " ".join(said.values())


def test_an_empty_collection_has_a_preview_too(client, actor):
    empty = collect(actor, [], Facts(title="Kōwhai " * 14))
    said, picture, _ = preview(client, empty.public_id)
    assert "No badges yet" in said["og:image:alt"]
    assert picture.size == (1200, 630)


@pytest.mark.parametrize(
    "path", ["", "/check", "/collection.json", "/qr.svg", "/card.png"]
)
def test_a_wrong_link_and_a_private_one_answer_alike(client, actor, given, path):
    kept = collect(actor, given, Facts(title="Secret", visibility=Visibility.PRIVATE))
    private, said = read(client, f"/c/{kept.public_id}{path}")
    missing, also = read(client, f"/c/{'1' * 22}{path}")
    assert private.status_code == missing.status_code == 404
    assert said == also
    assert "ask them for a new one" in said


@pytest.fixture
def link(actor, given, fixed_clock):
    kept = collect(actor, given, Facts(title="Mine", visibility=Visibility.PRIVATE))
    return services.make_link(
        collection=kept, purpose="A job", ends_on=dt.date(2026, 11, 30), actor=actor
    )


def test_a_link_that_ends_opens_a_private_one(client, link):
    answer, page = read(client, f"/c/{link.token}")
    assert answer.status_code == 200
    assert "30 November 2026" in page
    assert link.collection.public_id not in page
    assert "A job" not in page  # for whom it is, is its holder's own
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_an_ended_link_says_what_to_do(client, link, fixed_clock):
    fixed_clock.move(dt.timedelta(days=12))
    for path in ("", "/check", "/collection.json", "/qr.svg"):
        answer, page = read(client, f"/c/{link.token}{path}")
        assert answer.status_code == 410
        assert "This link has ended" in page
        assert "for a new one" in page
        assert "Mine" not in page


def test_openings_by_people_are_counted_and_nothing_else_is(client, link):
    read(client, f"/c/{link.token}")
    client.get(
        f"/c/{link.token}", HTTP_USER_AGENT="LinkedInBot/1.0", HTTP_ACCEPT="text/html"
    )
    client.head(f"/c/{link.token}", **PERSON)
    read(client, f"/c/{link.token}/qr.svg")
    link.refresh_from_db()
    assert link.opened == 1
    assert not client.cookies


def test_all_are_verified_as_a_stranger_would(client, collection, given):
    revoke(given[0])
    answer = client.post(f"/c/{collection.public_id}/check", **PERSON)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "1 valid, 1 expired, 1 revoked" in page
    assert "each with its issuer’s own key" in page
    assert "checks of the badge passed" in page
    assert "Issued in error" in page


def test_what_there_is_no_time_for_is_not_known(client, collection, monkeypatch):
    from laurel.sites.public import collections

    monkeypatch.setattr(collections, "CHECKING_SECONDS", -1)
    answer = client.post(f"/c/{collection.public_id}/check", **PERSON)
    page = answer.content.decode()
    assert "3 could not be checked" in page
    assert "There was no time left for it" in page


@pytest.mark.django_db
def test_many_are_asked_of_the_database_together(
    client, actor, given, django_assert_max_num_queries
):
    """What is asked grows with the issuers and the lists, not with the badges."""
    college = given[0].issuer
    many = [
        badges.issued(
            badges.achievement(college, name=f"Term {n}"), recipient_email=ADA
        )
        for n in range(25)
    ]
    asked = {}
    for number in (5, 25):
        made = collect(actor, many[:number])
        with django_assert_max_num_queries(1_000) as counted:
            answer = client.post(f"/c/{made.public_id}/check", **PERSON)
        assert f"{number} valid" in answer.content.decode()
        asked[number] = len(counted.captured_queries)
    assert (asked[25] - asked[5]) / 20 <= 0.5, asked


def test_a_renewed_badge_says_so_when_all_are_checked(client, collection, given):
    from laurel.awards import selectors as awards
    from laurel.renewals import services as renewals
    from laurel.renewals.types import How

    renewals.renew(
        award=awards.by_public_id(given[0].award_public_id),
        how=How.PERSON,
        actor=SYSTEM,
    )
    answer = client.post(f"/c/{collection.public_id}/check", **PERSON)
    page = " ".join(answer.content.decode().split())
    assert "1 valid, 1 expired, 1 renewed" in page


def test_checking_all_is_limited(client, collection):
    path = f"/c/{collection.public_id}/check"
    assert client.get(path).headers["Location"] == f"/c/{collection.public_id}"
    answers = [client.post(path) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429]
    assert int(answers[-1]["Retry-After"]) <= 60


def test_programs_get_the_same_as_json(client, collection, given):
    revoke(given[1])
    answer = client.get(f"/c/{collection.public_id}/collection.json")
    said = json.loads(answer.content)
    assert said["id"] == f"http://localhost:8000/c/{collection.public_id}"
    assert (said["title"], said["collectedBy"]) == ("Leadership skills", "Ada Lovelace")
    assert said["totalInWords"] == "1 valid, 1 expired, 1 revoked"
    assert [badge["status"] for badge in said["badges"]] == [
        "valid",
        "revoked",
        "expired",
    ]
    assert (
        said["badges"][0]["page"]
        == f"http://localhost:8000/b/{given[0].award_public_id}"
    )


def test_the_code_is_a_drawing(client, collection):
    answer = client.get(f"/c/{collection.public_id}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


def test_nothing_typed_runs_in_the_page(client, actor, given):
    nasty = Facts(title="<script>x</script>", purpose='"><img src=x onerror=y>')
    made = collect(actor, given, nasty)
    services.arrange(
        collection=made,
        order=[],
        notes={given[0].award_public_id: "<b onclick=z>hm</b>"},
        actor=actor,
    )
    _, page = read(client, f"/c/{made.public_id}")
    for tag in ("<script>x", "<img src=x", "<b onclick"):
        assert tag not in page


def test_an_empty_one_says_so(client, actor):
    made = services.make(facts=Facts(title="Soon"), actor=actor)
    _, page = read(client, f"/c/{made.public_id}")
    assert "There is nothing to see yet" in page


def record_of(client, collection):
    answer = client.get(f"/c/{collection.public_id}/clr.json")
    return answer, json.loads(answer.content) if answer.status_code == 200 else {}


def test_the_record_verifies_with_every_badge_in_it(client, collection, given):
    from laurel.verification import services as verification
    from obkit.verify.report import Check, Outcome, Verdict

    answer, record = record_of(client, collection)
    assert answer["Content-Disposition"].endswith(
        'filename="leadership-skills.clr.json"'
    )
    assert record["type"] == ["VerifiableCredential", "ClrCredential"]
    assert record["partial"] is True
    assert record["issuer"]["id"] == "did:web:localhost%3A8000"
    inside = record["credentialSubject"]["verifiableCredential"]
    assert [each["id"].rsplit("/", 1)[1] for each in inside] == [
        each.award_public_id for each in given
    ]
    report = verification.verify(data=answer.content)
    assert report.verdict is Verdict.VERIFIED
    assert report.kind == "clr2"
    changed = answer.content.replace(b"Data Stories", b"Data Stores!")
    assert verification.verify(data=changed).outcome_of(Check.PROOF) is Outcome.FAILED


def test_the_record_leaves_out_what_was_taken_back(client, collection, given):
    for each in given[:2]:
        revoke(each)
    _, record = record_of(client, collection)
    assert len(record["credentialSubject"]["verifiableCredential"]) == 1
    revoke(given[2])
    answer, _ = record_of(client, collection)
    assert answer.status_code == 404
    assert b"There is nothing here for a record" in answer.content


def test_the_record_names_its_holder_only_by_choice(client, actor, given):
    _, record = record_of(client, collect(actor, given, Facts(title="Skills")))
    del record["credentialSubject"]["verifiableCredential"]
    assert "Lovelace" not in json.dumps(record)
    _, record = record_of(client, collect(actor, given))
    del record["credentialSubject"]["verifiableCredential"]
    assert "Ada Lovelace" in json.dumps(record)
    assert ADA not in json.dumps(record)


def test_records_are_limited(client, collection):
    answers = [record_of(client, collection)[0] for _ in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429]


def test_the_instance_has_one_key_of_its_own(client, collection):
    before = json.loads(client.get("/.well-known/did.json").content)
    assert before["verificationMethod"] == []
    for _ in range(2):
        record_of(client, collection)
    after = json.loads(client.get("/.well-known/did.json").content)
    (method,) = after["verificationMethod"]
    assert method["id"].startswith("did:web:localhost%3A8000#")
    assert "privateKeyMultibase" not in method


def test_what_is_kept_private_is_left_out_and_counted(client, collection, given, actor):
    from laurel.awards import selectors as awards
    from laurel.awards import types as shown
    from laurel.issuing import services as issuing

    issuing.disclose(
        award=awards.by_public_id(given[0].award_public_id),
        disclosure=shown.Disclosure(visibility=shown.Visibility.PRIVATE),
        actor=actor,
    )
    _, page = read(client, f"/c/{collection.public_id}")
    assert "1 badge is kept private" in page
    assert "1 valid, 1 expired" in page
    assert given[0].award_public_id not in page
    assert "Leadership Foundations" not in page
    said = client.get(f"/c/{collection.public_id}/collection.json").json()
    assert (said["keptPrivate"], len(said["badges"])) == (1, 2)
    _, record = record_of(client, collection)
    assert len(record["credentialSubject"]["verifiableCredential"]) == 2


def test_the_paper_says_the_same_and_carries_the_record(client, collection, given):
    import io

    import pikepdf
    from laurel.foundation import pdf
    from laurel.verification import services as verification
    from obkit.verify.report import Verdict

    revoke(given[0])
    answer = client.get(f"/c/{collection.public_id}/collection.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith('filename="leadership-skills.pdf"')
    (record,) = pdf.attachments(answer.content)
    assert verification.verify(data=record.data).verdict is Verdict.VERIFIED
    with pikepdf.open(io.BytesIO(answer.content)) as opened:
        assert opened.open_metadata()["pdfuaid:part"] == "1"  # can be read aloud
        assert opened.docinfo["/Title"] == "Leadership skills"
        links = {
            str(each.A.URI) for page in opened.pages for each in page.get("/Annots", ())
        }
    assert f"http://localhost:8000/c/{collection.public_id}" in links
    assert f"http://localhost:8000/b/{given[1].award_public_id}" in links


def test_a_paper_can_be_empty_or_long_and_nothing_typed_is_markup(client, actor, given):
    empty = services.make(facts=Facts(title="#panic()"), actor=actor)
    assert client.get(f"/c/{empty.public_id}/collection.pdf").content[:5] == b"%PDF-"
    long = collect(
        actor, given, Facts(title="W" * 100, purpose='#read("x")\n' + "ü" * 480)
    )
    services.arrange(
        collection=long,
        order=[],
        notes={each.award_public_id: "$x$ " * 120 for each in given},
        actor=actor,
    )
    assert client.get(f"/c/{long.public_id}/collection.pdf").content[:5] == b"%PDF-"
