"""Correct, suspend, reinstate, revoke: one address, one generation that counts, old files that do not."""

import datetime as dt
import json

import pytest
from laurel.awards import selectors as awards
from laurel.awards.errors import AlreadyAwarded, NothingChanged
from laurel.awards.types import Evidence
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import AlreadyRevoked, NotActive
from laurel.credentials.models import Credential, StatusList
from laurel.credentials.types import RevocationReason
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.issuing import services, steps
from laurel.issuing.errors import BeingSigned, ChangedMeanwhile
from laurel.issuing.failpoints import Step
from laurel.verification import services as verification
from obkit.status.bitstring import Bitstring
from obkit.verify import Check, Verdict

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

WORDS = "We are looking into it."


def award_of(credential):
    return awards.by_public_id(credential.award_public_id)


def correct(credential, **facts):
    return services.correct(award=award_of(credential), actor=SYSTEM, **facts)


def suspend(credential):
    return credential_services.suspend(
        credential=credential, public_wording=WORDS, actor=SYSTEM
    )


def reinstate(credential, **facts):
    return services.reinstate(award=award_of(credential), actor=SYSTEM, **facts)


def revoke(credential, reason=RevocationReason.ADMINISTRATIVE_ERROR):
    return credential_services.revoke(
        credential=credential,
        reason=reason,
        public_wording="It was awarded to the wrong person.",
        private_note="See ticket 7.",
        actor=SYSTEM,
    )


def files(credential):
    return (
        bytes(credential.document),
        credential.jwt.encode(),
        credentials.baked_png(credential),
        credentials.baked_svg(credential),
    )


def by_itself(data):
    """What anybody finds who does not ask for newer editions."""
    return verification.verify(data=data, refresh=False)


def test_a_corrected_badge_is_valid_at_its_old_address_with_the_new_words():
    first = badges.issued(recipient_name="Ada Lovelase", narrative="Led one workshop.")
    link, old = credentials.address(first), files(first)
    second = correct(first, recipient_name="Ada Lovelace", reason="A typing mistake.")
    assert (second.generation, second.cause) == (2, "corrected")
    assert credentials.address(second) == link
    report = verification.verify_link(url=link)
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.recipient_name == "Ada Lovelace"
    assert report.subject.narrative == "Led one workshop."
    for data in files(second):
        assert verification.verify(data=data).verdict is Verdict.VERIFIED
    for data in old:
        found = by_itself(data)
        assert found.verdict is Verdict.NOT_VERIFIED
        assert found.result(Check.STATUS).reason == "status.revoked"


def test_readers_who_ask_the_issuer_find_the_newest_edition():
    first = badges.issued(recipient_name="Ada Lovelase")
    second = correct(first, recipient_name="Ada Lovelace")
    for data in (bytes(first.document), first.jwt.encode()):
        report = verification.verify(data=data)
        assert report.refresh.reason == "refresh.newer"
        assert report.subject.recipient_name == "Ada Lovelace"
        assert report.verdict is Verdict.VERIFIED
    for data in files(second):
        assert verification.verify(data=data).refresh.reason == "refresh.same"


def test_the_bytes_of_every_generation_stay_and_differ_in_what_tells_them_apart(
    fixed_clock,
):
    """OB30: `validFrom` moves, `awardedDate` stays; each has a place of its own in the list."""
    first = badges.issued(issued_on=dt.date(2026, 11, 1))
    before = bytes(first.document)
    fixed_clock.move(dt.timedelta(days=2))
    second = correct(first, recipient_name="Augusta Ada King")
    first.refresh_from_db()
    assert bytes(first.document) == before
    assert (first.status, second.status) == ("superseded", "active")
    old, new = json.loads(before), json.loads(bytes(second.document))
    assert old["id"] == new["id"]
    assert old["awardedDate"] == new["awardedDate"] == "2026-11-01T00:00:00Z"
    assert (old["validFrom"], new["validFrom"]) == (
        "2026-11-01T00:00:00Z",
        "2026-11-23T14:02:05Z",
    )
    assert old["credentialStatus"]["id"] != new["credentialStatus"]["id"]
    assert second.issued_at == first.issued_at
    assert json.loads(bytes(second.ob2))["issuedOn"] == "2026-11-01T00:00:00Z"


def test_the_old_standard_serves_the_corrected_assertion_at_its_address():
    first = badges.issued(narrative="Led one workshop.")
    url = credentials.addresses_of(first.award_public_id).ob2
    correct(first, narrative="Led two workshops.")
    report = verification.verify_link(url=url)
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.narrative == "Led two workshops."


def test_the_first_moment_of_an_award_without_a_day_stays(fixed_clock):
    first = badges.issued()
    fixed_clock.move(dt.timedelta(days=30))
    second = correct(first, recipient_name="Augusta Ada King")
    assert second.issued_at == first.issued_at


def test_every_fact_can_be_corrected_and_both_states_stay_in_the_log():
    """J12: the log shows both addresses; events carry neither."""
    first = badges.issued(
        recipient_email="ada@wrong.example",
        issued_on=dt.date(2026, 1, 5),
        expires_on=dt.date(2030, 1, 1),
    )
    second = correct(
        first,
        recipient_name="Augusta Ada King",
        recipient_email="Ada@North-College.example",
        narrative="Led two workshops.",
        evidence=[Evidence(name="Report", url="https://evidence.example/r")],
        issued_on=dt.date(2026, 1, 6),
        expires_on=None,
        reason="The record was wrong.",
    )
    document = json.loads(bytes(second.document))
    assert document["awardedDate"] == "2026-01-06T00:00:00Z"
    assert document["credentialSubject"]["narrative"] == "Led two workshops."
    assert document["evidence"][0]["name"] == "Report"
    assert "validUntil" not in document
    (amendment,) = awards.amendments(award_of(second))
    assert amendment.before["recipient_email"] == "ada@wrong.example"
    assert amendment.after["recipient_email"] == "Ada@North-College.example"
    assert amendment.before["expires_on"] == "2030-01-01"
    assert amendment.reason == "The record was wrong."
    (event,) = EventRecord.objects.filter(name="award.amended")
    assert event.payload["fields"] == [
        "evidence", "expires_on", "issued_on", "narrative", "recipient_email", "recipient_name",
    ]  # fmt: skip
    assert "@" not in json.dumps(event.payload)


def test_a_newer_version_of_the_badge_is_taken_where_it_is_wished():
    from laurel.achievements import services as achievements

    achievement = badges.achievement(name="Fieldwork")
    first = badges.issued(achievement)
    achievements.revise(
        achievement=achievement,
        definition=badges.definition(name="Field Work", criteria="Led three trips."),
        actor=SYSTEM,
    )
    assert correct(first, recipient_name="A. King").achievement_name == "Fieldwork"
    newest = correct(first, newest_version=True)
    assert newest.achievement_name == "Field Work"
    assert json.loads(bytes(newest.document))["name"] == "Field Work"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"recipient_name": " "}, "recipient_name"),
        ({"recipient_email": "nobody"}, "recipient_email"),
        ({"narrative": "x" * 5001}, "narrative"),
        ({"issued_on": dt.date(2100, 1, 1)}, "issued_on"),
        ({"expires_on": dt.date(2001, 1, 1)}, "expires_on"),
        ({"recipient_name": "A. King", "reason": "x" * 5001}, "reason"),
    ],
)
def test_a_wrong_fact_is_refused_by_name_and_changes_nothing(facts, field):
    first = badges.issued()
    with pytest.raises(Refused) as caught:
        correct(first, **facts)
    assert caught.value.field == field
    assert Credential.objects.get().is_active
    assert award_of(first).recipient_name == "Ada Lovelace"


def test_a_correction_that_corrects_nothing_is_refused():
    with pytest.raises(NothingChanged):
        correct(badges.issued(), recipient_name="Ada  Lovelace")
    assert Credential.objects.count() == 1


def test_an_address_that_holds_the_badge_already_is_refused():
    achievement = badges.achievement()
    first = badges.issued(achievement)
    other = badges.issued(achievement, recipient_email="grace@north-college.example")
    with pytest.raises(AlreadyAwarded) as caught:
        correct(first, recipient_email="Grace@north-college.example")
    assert caught.value.award_public_id == other.award_public_id
    assert credentials.of_award(first.award_public_id).generation == 1


def test_who_looked_at_an_older_state_changes_nothing():
    first = badges.issued()
    correct(first, recipient_name="A. King", seen=1)
    with pytest.raises(ChangedMeanwhile):
        correct(first, recipient_name="A. Queen", seen=1)
    assert credentials.of_award(first.award_public_id).recipient_name == "A. King"


def test_an_award_that_is_not_signed_cannot_be_corrected():
    """Nor does the wish to correct it sign it."""
    from laurel.awards import services as award_services

    award = award_services.grant(**badges.award_facts(badges.achievement()))
    with pytest.raises(BeingSigned):
        services.correct(award=award, recipient_name="A. King", actor=SYSTEM)
    assert awards.by_public_id(award.public_id).recipient_name == "Ada Lovelace"
    assert not Credential.objects.exists()


def test_a_suspended_badge_is_good_nowhere_until_it_is_reinstated():
    first = badges.issued()
    link, old = credentials.address(first), files(first)
    suspended = suspend(first)
    assert suspended.is_suspended
    gone = json.loads(credentials.ob2_assertion(suspended))
    assert (gone["revoked"], gone["revocationReason"]) == (
        True,
        f"Suspended for now: {WORDS}",
    )
    for data in old:
        assert verification.verify(data=data).verdict is Verdict.NOT_VERIFIED
    second = reinstate(first, note="It was a misunderstanding.")
    assert (second.generation, second.cause) == (2, "reinstated")
    assert verification.verify_link(url=link).verdict is Verdict.VERIFIED
    for data in old:
        assert by_itself(data).verdict is Verdict.NOT_VERIFIED


def test_a_badge_revoked_in_error_is_valid_again_at_the_same_address():
    """The reinstating half of J26."""
    achievement = badges.achievement()
    first = badges.issued(achievement)
    revoke(first)
    jobs.drain()
    assert award_of(first).state == "revoked"
    link = credentials.address(first)
    assert verification.verify_link(url=link).verdict is Verdict.NOT_VERIFIED
    second = reinstate(first)
    jobs.drain()
    assert verification.verify_link(url=link).verdict is Verdict.VERIFIED
    assert award_of(first).state == "issued"
    first.refresh_from_db()
    assert first.revocation_reason == "administrative_error"  # the history keeps it
    old, new = json.loads(bytes(first.document)), json.loads(bytes(second.document))
    assert (
        old["credentialSubject"]["achievement"]
        == new["credentialSubject"]["achievement"]
    )
    with pytest.raises(AlreadyAwarded):
        badges.issued(achievement, recipient_email=first.recipient_email)


def test_what_was_awarded_again_meanwhile_is_not_reinstated():
    achievement = badges.achievement()
    first = badges.issued(achievement)
    revoke(first)
    second = badges.issued(achievement, recipient_email=first.recipient_email)
    with pytest.raises(AlreadyAwarded) as caught:
        reinstate(first)
    assert caught.value.award_public_id == second.award_public_id
    first.refresh_from_db()
    assert first.is_revoked
    assert first.reinstated_at is None


def test_wishes_that_do_not_fit_the_status_are_refused():
    credential = badges.issued()
    with pytest.raises(NotActive):
        reinstate(credential)
    suspend(credential)
    for wish in (
        lambda: suspend(credential),
        lambda: correct(credential, narrative="x"),
    ):
        with pytest.raises(NotActive):
            wish()
    revoke(credential)
    with pytest.raises(NotActive):
        suspend(credential)
    with pytest.raises(AlreadyRevoked):
        revoke(credential)
    again = reinstate(credential)
    for wish in (lambda: revoke(credential), lambda: suspend(credential)):
        with pytest.raises(NotActive):  # the generation before
            wish()
    assert revoke(again).is_revoked


def test_an_expired_badge_can_be_corrected_and_stays_expired(fixed_clock):
    first = badges.issued(issued_on=dt.date(2023, 3, 5), expires_on=dt.date(2025, 3, 5))
    second = correct(first, recipient_name="A. King")
    report = verification.verify(data=bytes(second.document))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.result(Check.VALID_UNTIL).reason == "validity.expired"
    third = correct(first, expires_on=dt.date(2027, 3, 5))
    assert verification.verify(data=bytes(third.document)).verdict is Verdict.VERIFIED


def test_bits_are_set_and_never_unset():
    credential = badges.issued()
    seen = set()
    for step in (
        lambda: suspend(credentials.of_award(credential.award_public_id)),
        lambda: reinstate(credential),
        lambda: correct(credential, recipient_name="A. King"),
        lambda: revoke(credentials.of_award(credential.award_public_id)),
        lambda: reinstate(credential),
    ):
        step()
        document = json.loads(
            credentials.status_list(StatusList.objects.get().public_id)
        )
        bits = Bitstring.decode(document["credentialSubject"]["encodedList"])
        ended = {
            c.slot.index
            for c in credentials.generations(credential.award_public_id)
            if bits.get(c.slot.index)
        }
        assert seen <= ended
        seen = ended
    assert len(seen) == 3


@pytest.mark.parametrize("ended", [suspend, revoke])
def test_what_is_ended_while_its_correction_is_signed_stays_ended(ended, monkeypatch):
    from obkit.resolve import MemoryFetcher

    first = badges.issued()
    with monkeypatch.context() as offline:
        offline.setattr(steps.verification, "_fetcher", lambda: MemoryFetcher({}))
        assert correct(first, recipient_name="A. King") is None  # the job goes on
    ended(first)
    jobs.drain()
    second = credentials.of_award(first.award_public_id)
    assert (second.generation, second.recipient_name) == (2, "A. King")
    assert not second.is_active
    for data in (*files(first), *files(second)):
        assert verification.verify(data=data).verdict is Verdict.NOT_VERIFIED


def test_what_is_being_reinstated_is_not_revoked_in_between(monkeypatch):
    from obkit.resolve import MemoryFetcher

    first = badges.issued()
    revoke(first)
    with monkeypatch.context() as offline:
        offline.setattr(steps.verification, "_fetcher", lambda: MemoryFetcher({}))
        assert reinstate(first) is None
        with pytest.raises(BeingSigned):
            reinstate(first)
    assert not services.release_if_revoked(award_id=first.award_public_id)
    with pytest.raises(NotActive):
        revoke(first)
    jobs.drain()
    assert credentials.of_award(first.award_public_id).is_active
    assert award_of(first).state == "issued"


class Crash(Exception):
    """The process dies here, as far as a test can play it."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("change", ["correct", "reinstate"])
def test_a_crash_after_any_step_of_a_change_leaves_one_generation(
    step, change, monkeypatch
):
    first = badges.issued()
    if change == "reinstate":
        suspend(first)
    jobs.drain()

    def wish():
        if change == "correct":
            return correct(first, recipient_name="A. King", seen=1)
        return reinstate(first, seen=1)

    def reached(at):
        if at is step:
            monkeypatch.setattr(steps, "reached", lambda _step: None)
            raise Crash(step)

    monkeypatch.setattr(steps, "reached", reached)
    with pytest.raises(Crash):
        wish()
    if step is Step.RESERVED:  # nothing was decided yet
        wish()
    jobs.drain()
    second = credentials.of_award(first.award_public_id)
    assert Credential.objects.count() == second.generation == 2
    assert second.recipient_name == (
        "A. King" if change == "correct" else "Ada Lovelace"
    )
    assert verification.verify(data=bytes(second.document)).verdict is Verdict.VERIFIED
    assert EventRecord.objects.filter(name="credential.reissued").count() == 1
    told = {"correct": "was corrected", "reinstate": "is valid again"}[change]
    assert OutgoingMail.objects.filter(subject__contains=told).count() == 1


def latest_mail():
    jobs.drain()
    return OutgoingMail.objects.order_by("created_at").last()


@pytest.mark.requirement("J25")
def test_the_mail_about_a_revocation_has_the_reason_the_words_and_the_way_to_object():
    credential = badges.issued()
    revoke(credential)
    mail = latest_mail()
    assert mail.subject.endswith("was revoked")
    assert mail.recipient_address == award_of(credential).recipient_email
    assert mail.sender_name == "North College"
    for words in (mail.text, mail.html):
        assert "an administrative error" in words
        assert "It was awarded to the wrong person." in words
        assert f"/b/{credential.award_public_id}/review" in words
        assert "ticket 7" not in words


def test_the_mails_of_the_other_changes_say_what_to_do():
    credential = badges.issued()
    suspend(credential)
    mail = latest_mail()
    assert mail.subject.endswith("is suspended for now")
    assert WORDS in mail.text
    assert "/review" in mail.text
    reinstate(credential)
    mail = latest_mail()
    assert mail.subject.endswith("is valid again")
    assert "take the new file" in mail.text
    correct(credential, narrative="Led two workshops.")
    mail = latest_mail()
    assert mail.subject.endswith("was corrected")
    assert f"/b/{credential.award_public_id}/badge.png" in mail.html
    assert mail.about == f"award:{credential.award_public_id}"


def test_a_corrected_address_gets_the_mail_that_the_wrong_one_got():
    credential = badges.issued(recipient_email="ada@wrong.example")
    jobs.drain()
    correct(credential, recipient_email="ada@north-college.example")
    mail = latest_mail()
    assert mail.recipient_address == "ada@north-college.example"
    assert "has awarded you" in mail.subject
    assert OutgoingMail.objects.count() == 2


def test_an_award_of_nobody_cannot_be_changed():
    with pytest.raises(NotFound):
        credential_services.locked(award_public_id="absent")
