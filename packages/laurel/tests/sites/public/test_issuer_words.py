"""What public pages tell about an issuer, its programmes, its days and its people."""

import dataclasses
import datetime as dt
import re

import pytest
from laurel.achievements import selectors as achievement_selectors
from laurel.achievements import services as achievements
from laurel.achievements.types import Criterion
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation import mail
from laurel.foundation.actors import SYSTEM
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services
from laurel.issuers.types import DomainState
from laurel.issuing import tasks
from laurel.programs import services as programs

from packages.laurel.tests.factories import badges


def page(client, credential):
    return client.get(f"/b/{credential.award_public_id}").content.decode()


def words(html):
    """The page's words without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


def found(issuer, state, finding=""):
    """What a check of the issuer's site came to."""
    issuer_services.ask_for_domain_check(issuer=issuer, actor=SYSTEM)
    issuer_services.record_domain_check(
        issuer=issuer,
        domain=issuers.domain(issuer).name,
        state=state,
        finding=finding,
        actor=SYSTEM,
    )


def profile(issuer, **facts):
    return issuer_services.change_profile(
        issuer=issuer,
        actor=SYSTEM,
        **{
            "name": issuer.name,
            "url": issuer.url,
            "email": issuer.email,
            "description": issuer.description,
            "contact_name": "The registrar’s office",
            "phone": "+1 604 555 0100",
            "time_zone": "UTC",
            "language": "en",
            "shows_programs": False,
            "linkedin_id": "",
            **facts,
        },
    )


@pytest.mark.requirement("K24")
def test_the_page_tells_who_the_issuer_is_with_a_domain_that_was_checked(
    client, addresses, credential, fixed_clock
):
    from laurel.foundation import files

    issuer = profile(credential.issuer)
    picture = achievement_selectors.picture(credential.achievement_version)
    issuer.logo = files.store(picture.png)
    issuer.save(update_fields=["logo"])
    found(issuer, DomainState.PROVEN)
    for where in (page(client, credential), client.get(addresses["issuer"]).content):
        html = where if isinstance(where, str) else where.decode()
        text = words(html)
        assert "North College" in text
        assert f'src="{addresses["logo"]}"' in html
        assert 'href="https://north-college.example"' in html
        assert "The registrar’s office" in text
        assert 'href="mailto:awards@north-college.example"' in html
        assert "+1 604 555 0100" in text
        assert "A college by the sea." in text
        assert (
            "north-college.example Verified domain, looked at on 21 November 2026"
            in text
        )


def test_a_domain_that_is_not_proven_says_so(client, credential, fixed_clock):
    issuer = credential.issuer
    text = words(page(client, credential))
    assert "north-college.example The domain is not verified" in text
    found(issuer, DomainState.NOT_PROVEN, "absent")
    assert "The domain is not verified" in words(page(client, credential))
    fixed_clock.move(dt.timedelta(hours=1))
    found(issuer, DomainState.UNKNOWN, "unreachable")
    text = words(page(client, credential))
    assert "The domain could not be checked on 21 November 2026" in text
    assert "Verified domain" not in text


def test_a_proof_that_could_not_be_repeated_keeps_its_day(
    client, fixed_clock, credential
):
    found(credential.issuer, DomainState.PROVEN)
    fixed_clock.move(dt.timedelta(days=7))
    found(credential.issuer, DomainState.UNKNOWN, "unreachable")
    text = words(page(client, credential))
    assert "could not be checked on 28 November 2026" in text
    assert "it was verified on 21 November 2026" in text


def offered(credential, **facts):
    return programs.create(
        organization=credential.issuer.organization,
        actor=SYSTEM,
        **{"url": "https://north-college.example/more", **facts},
    )


@pytest.mark.requirement("J30")
def test_the_page_leads_to_other_programmes_when_that_is_switched_on(
    client, credential, django_capture_on_commit_callbacks
):
    achievement = credential.achievement_version.achievement
    offered(credential, name="Mine", achievement_ids=[achievement.public_id])
    offered(credential, name="Welding", summary="Two evenings a week.")
    offered(credential, name="In secret", is_listed=False)
    assert "Other programmes" not in page(client, credential)
    with django_capture_on_commit_callbacks(execute=True):
        profile(credential.issuer, shows_programs=True)
    html = page(client, credential)
    section = words("<main" + html.split("<main")[1].split('id="programs"')[1])
    assert "Other programmes from North College" in words(html)
    assert "Welding Two evenings a week." in section
    assert 'href="https://north-college.example/more"' in html
    assert "In secret" not in html
    assert "Mine" not in section


@pytest.mark.requirement("K30")
def test_a_programmes_people_answer_on_page_mail_and_help(
    client, credential, django_capture_on_commit_callbacks
):
    issuer = credential.issuer
    achievement = credential.achievement_version.achievement
    before = page(client, credential)
    assert "mailto:awards@north-college.example" in before
    with django_capture_on_commit_callbacks(execute=True):
        offered(
            credential,
            name="Analytics",
            contact_name="The training team",
            contact_email="training@north-college.example",
            achievement_ids=[achievement.public_id],
        )
    after = page(client, credential)
    assert "mailto:training@north-college.example" in after
    assert "mailto:awards@north-college.example" not in after
    assert "Analytics : The training team" in words(after)

    issued = badges.issued(achievement, recipient_email="grace@students.example")
    _mailed(issued)
    sent = mail.about(f"award:{issued.award_public_id}").get()
    assert sent.reply_to == "training@north-college.example"
    assert "training@north-college.example" in sent.text
    assert "training@north-college.example" in sent.html
    assert "awards@north-college.example" not in sent.text + sent.html

    help_page = client.get(f"/issuers/{issuer.public_id}/help").content.decode()
    assert "Analytics The training team training@north-college.example" in words(
        help_page
    )
    assert "Everything else awards@north-college.example" in words(help_page)


def _mailed(credential):
    from laurel.foundation.events import Recorded
    from laurel.foundation.ids import uuid7

    tasks.send_award_mail(
        Recorded(
            uuid7(),
            "credential.issued",
            dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
            {"award_public_id": credential.award_public_id},
        )
    )


@pytest.fixture
def assessed(db):
    """A badge of Ada's with two criteria, each assessed in its way."""
    return badges.issued(
        badges.achievement(
            criteria="Both within one year.",
            criteria_lines=(
                Criterion("Leads one session", "watching the session"),
                Criterion("Writes a reflection", "two readers who agree"),
            ),
        ),
        narrative="Ada **led** two workshops.",
    )


def section(html, name):
    return html.split(f'id="{name}"')[1].split("</section>")[0]


@pytest.mark.requirement("K25")
def test_what_ada_did_stands_apart_from_what_everybody_has_to_do(client, assessed):
    html = page(client, assessed)
    did, general = section(html, "did"), section(html, "criteria")
    assert "What <bdi>Ada Lovelace</bdi> did" in did
    assert "<strong>led</strong> two workshops" in did
    assert "Met, as <bdi>North College</bdi> confirms" in did
    assert "Leads one session" in did
    assert "Writes a reflection" in did
    assert "two workshops" not in general
    assert "Both within one year." in general
    assert "Both within one year." not in did


@pytest.mark.requirement("K26")
def test_each_criterion_is_listed_with_how_it_was_assessed(client, assessed):
    general = words("<main" + section(page(client, assessed), "criteria"))
    assert "Leads one session Assessed by: watching the session" in general
    assert "Writes a reflection Assessed by: two readers who agree" in general


def test_of_a_revoked_badge_nobody_confirms_that_anything_was_met(client, assessed):
    credentials.revoke(
        credential=assessed,
        reason=RevocationReason.REQUIREMENTS_NOT_MET,
        public_wording="One session was not watched.",
        private_note="",
        actor=SYSTEM,
    )
    html = page(client, assessed)
    assert "confirms" not in html
    assert "Leads one session" not in section(html, "did")


def test_criteria_that_read_otherwise_since_are_shown_as_they_were_signed(
    client, assessed
):
    achievement = assessed.achievement_version.achievement
    said = achievement_selectors.definition(achievement.current)
    achievements.correct_spelling(
        achievement=achievement,
        definition=dataclasses.replace(
            said,
            criteria_lines=(
                Criterion("Leads one sessions", "watching the session"),
                said.criteria_lines[1],
            ),
        ),
        actor=SYSTEM,
    )
    html = page(client, assessed)
    general = section(html, "criteria")
    assert "Leads one session (assessed by: watching the session)" in general
    assert "Leads one sessions" not in html


@pytest.mark.parametrize(
    ("zone", "issued"),
    [
        ("Pacific/Auckland", "22 November 2026"),
        ("America/Los_Angeles", "21 November 2026"),
    ],
)
def test_the_days_are_the_issuers_for_every_reader(
    client, db, fixed_clock, zone, issued
):
    credential = badges.issued(badges.achievement())
    profile(credential.issuer, time_zone=zone)
    for language in ("en-NZ", "en-US"):
        html = client.get(
            f"/b/{credential.award_public_id}", headers={"Accept-Language": language}
        ).content.decode()
        facts = words("<main" + html.split('class="facts"')[1].split("</dl>")[0])
        assert issued in facts
        assert "Does not expire" in facts


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_days_that_were_chosen_are_shown_as_they_were_chosen(client, db, zone):
    issuer = profile(badges.issuer(), time_zone=zone)
    credential = badges.issued(
        badges.achievement(issuer),
        issued_on=dt.date(2026, 3, 5),
        expires_on=dt.date(2031, 3, 5),
    )
    html = page(client, credential)
    facts = words("<main" + html.split('class="facts"')[1].split("</dl>")[0])
    assert "5 March 2026" in facts
    assert "5 March 2031" in facts
