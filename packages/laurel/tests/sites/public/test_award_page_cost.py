"""What the award page costs: questions, bytes, no jumping about; and what stands around a badge."""

import datetime as dt
import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from laurel.achievements.types import Validity
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.endorsements import services as endorsements
from laurel.endorsements.types import ENDORSER, Side
from laurel.families import services as families
from laurel.foundation.actors import SYSTEM
from laurel.programs import services as programs
from laurel.renewals import services as renewals
from laurel.renewals.types import How

from packages.laurel.tests.factories import badges, endorsing, pathways, wholes

from .shared_pages import page

MOST_BYTES = 60 * 1024  # on the wire, without the badge's picture
# The award with its holder's choice and what it renews or is renewed by; the credentials; and the
# status list, as a stranger gets it, at every look. What is read once for each edition: the
# issuer's keys, who stands by it, the family, the pathways, the programme.
MOST_STATEMENTS = 3
# Of the first look of a process in an edition, however much there is around the badge.
MOST_AT_FIRST = 20


def plain(credential):
    return credential


def endorsed(credential):
    endorsing.endorsed(credential.award_public_id)
    return credentials.public(credential.award_public_id)


def whole(_credential):
    """In a family, on a pathway, endorsed, with evidence and a skill, shown to search engines."""
    return wholes.award()


def revoked(credential):
    credential_services.revoke(
        credential=credential,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    return credential


def suspended(credential):
    credential_services.suspend(
        credential=credential,
        public_wording="We look into it.",
        private_note="",
        actor=SYSTEM,
    )
    return credential


def expired(_credential):
    return badges.issued(
        badges.achievement(),
        issued_on=dt.date(2023, 3, 5),
        expires_on=dt.date(2025, 3, 5),
    )


def both(_credential):
    first = badges.issued(badges.achievement(validity=Validity(months=24)))
    award = awards.by_public_id(first.award_public_id)
    after = renewals.renew(award=award, how=How.PERSON, actor=SYSTEM)
    return first, credentials.public(after.public_id)


def renewed(credential):
    return both(credential)[0]


def renewing(credential):
    return both(credential)[1]


KINDS = [plain, endorsed, whole, revoked, suspended, expired, renewed, renewing]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_asks_the_database_little(
    client, fixed_clock, credential, kind, django_assert_max_num_queries
):
    path = f"/b/{kind(credential).award_public_id}"
    with django_assert_max_num_queries(MOST_AT_FIRST):
        first = client.get(path)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        again = client.get(path)
    assert first.status_code == again.status_code == 200
    assert told(first) == told(again)
    fixed_clock.move(dt.timedelta(hours=20))
    with django_assert_max_num_queries(MOST_STATEMENTS):
        assert client.get(path).status_code == 200


def test_the_first_look_at_another_award_of_a_badge_asks_no_more(
    client, fixed_clock, credential, django_assert_max_num_queries
):
    client.get(f"/b/{credential.award_public_id}")
    other = badges.issued(credential.achievement_version.achievement)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        found = client.get(f"/b/{other.award_public_id}")
    assert 'data-status="valid"' in found.content.decode()


def told(response):
    """The page without its mark for scripts and styles, which is another one each time."""
    return re.sub(r'nonce="[^"]*"', "", response.content.decode())


def test_a_revocation_shows_at_once_whatever_is_at_hand(client, credential):
    path = f"/b/{credential.award_public_id}"
    assert 'data-status="valid"' in client.get(path).content.decode()
    revoked(credential)
    html = client.get(path).content.decode()
    assert 'class="verdict" data-status="revoked"' in html
    assert "It has been revoked" in html


def test_a_badge_signed_with_a_new_key_is_valid_at_once(client, credential):
    """The issuer's keys of a moment ago are at hand, and that one is not among them."""
    from laurel.issuers import services as issuers

    achievement = credential.achievement_version.achievement
    client.get(f"/b/{credential.award_public_id}")
    issuers.rotate_key(issuer=credential.issuer, actor=SYSTEM)
    newer = badges.issued(achievement)
    html = client.get(f"/b/{newer.award_public_id}").content.decode()
    assert 'class="verdict" data-status="valid"' in html


def in_a_family(achievement):
    above = badges.achievement(achievement.issuer, name="A level above")
    families.gather(
        organization=achievement.issuer.organization,
        name="Levels",
        badges=[achievement, above],
        actor=SYSTEM,
    )
    return "A level above"


def on_a_pathway(achievement):
    (step,) = pathways.steps(achievement.issuer, 1)
    pathways.pathway(achievement, step, title="Leading Groups")
    return "Leading Groups"


def in_a_programme(achievement):
    programs.create(
        organization=achievement.issuer.organization,
        name="Higher Geometry",
        contact_email="geometry@north-college.example",
        achievement_ids=[achievement.public_id],
        actor=SYSTEM,
    )
    return "geometry@north-college.example"


@pytest.mark.parametrize("change", [in_a_family, on_a_pathway, in_a_programme])
def test_what_changes_around_a_badge_shows_at_the_next_look(
    client, credential, change, django_capture_on_commit_callbacks
):
    path = f"/b/{credential.award_public_id}"
    before = client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        word = change(credential.achievement_version.achievement)
    assert word not in before
    assert word in client.get(path).content.decode()


def test_an_endorsement_that_ends_is_not_believed_any_more(
    client, credential, django_capture_on_commit_callbacks
):
    """Also by a page that still has the document that carries it."""
    row = endorsing.endorsed(credential.award_public_id)
    path = f"/b/{credential.award_public_id}"
    assert "Grace Hopper" in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        endorsements.end(endorsement=row, side=Side.ENDORSER, actor=ENDORSER)
    assert "Grace Hopper" not in card_of(client.get(path).content.decode())


def card_of(html):
    """What other sites show of the page."""
    return html.split("</head>")[0]


def test_the_page_is_small_on_the_wire(client, db):
    credential = wholes.award()
    zipped = {"headers": {"Accept-Encoding": "gzip"}}
    response = client.get(f"/b/{credential.award_public_id}", **zipped)
    assert response["Content-Encoding"] == "gzip"
    html = gzip.decompress(response.content).decode()
    sheets = re.findall(r'<link rel="(?:stylesheet|icon)"[^>]*? href="([^"]+)"', html)
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', html)
    assert len(sheets) >= 3
    sizes = [len(gzip.compress(_loaded(client, path))) for path in sheets + scripts]
    assert all(sizes)
    assert len(response.content) + sum(sizes) <= MOST_BYTES


def _loaded(client, path):
    if not path.startswith(settings.STATIC_URL):
        return client.get(path).content
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    return Path(found).read_bytes()


def test_every_picture_has_its_room_before_it_comes(client, db):
    found = page(client, f"/b/{wholes.award().award_public_id}")
    pictures = [given for tag, given in found.tags if tag == "img"]
    assert pictures
    for given in pictures:
        assert int(given["width"]) > 0
        assert int(given["height"]) > 0


# --- what it says beside the badge ----------------------------------------------------------------


def test_the_page_says_which_level_it_is_and_what_comes_next(client, db):
    whole = wholes.award()
    html = client.get(f"/b/{whole.award_public_id}").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main")[1]))
    assert "Part of the family Facilitation : level 2 of 3" in text
    levels = html.split('id="family"')[1].split("</ol>")[0]
    held = [li for li in levels.split("<li")[1:] if 'aria-current="true"' in li]
    assert len(held) == 1
    assert "Facilitation: Demonstrated" in held[0]
    assert "This badge" in held[0]
    for word in wholes.WORDS:
        assert f"Facilitation: {word}" in levels
    assert "What comes next" in text
    following = html.split('id="following"')[1].split("</section>")[0]
    assert "Facilitation: Implemented" in following
    assert "The next level of" in following
    assert "Step 1" in following
    assert "Leading Groups" in following
    assert "Step 2" not in following


def test_of_a_revoked_badge_nothing_comes_next(client, db):
    whole = wholes.award()
    revoked(whole)
    html = client.get(f"/b/{whole.award_public_id}").content.decode()
    assert "What comes next" not in html
    assert "Part of the family" in html


def test_a_badge_that_stands_alone_says_nothing_of_it(client, credential):
    html = client.get(f"/b/{credential.award_public_id}").content.decode()
    assert "Part of the family" not in html
    assert "What comes next" not in html
