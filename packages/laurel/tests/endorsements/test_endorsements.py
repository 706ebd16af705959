"""Asking for an endorsement, writing it, deciding about it, and what the documents say then."""

import datetime as dt
import re

import pytest
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.endorsements import selectors, services
from laurel.endorsements.errors import NotFound, NotNow, Refused, WrongCode
from laurel.endorsements.models import Endorsement
from laurel.endorsements.types import ENDORSER, About, Side, State, Written
from laurel.foundation import clock, jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.issuing import services as issuing
from laurel.verification import services as verification
from obkit.encoding import strict_json
from obkit.verify import Check, Verdict

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

ADA = "ada@students.example"
GRACE = "grace@navy.example"
WRITTEN = Written(
    name="Grace Hopper",
    role="Rear Admiral",
    works_at="United States Navy",
    comment="She hears everybody, and then she decides.",
)


@pytest.fixture
def credential():
    made = badges.issued(recipient_email=ADA)
    jobs.drain()
    return made


@pytest.fixture
def award(credential):
    return awards.by_public_id(credential.award_public_id)


def ask(award, email=GRACE, words="You saw me lead the group.", actor=SYSTEM):
    about = About(award.achievement.issuer, award=award)
    row = services.ask(about=about, email=email, words=words, actor=actor)
    jobs.drain()
    return row


def mails(to):
    jobs.drain()
    return list(OutgoingMail.objects.filter(recipient_address=to))


def code_in(mail):
    return re.search(r"\b(\d{6})\b", mail.text).group(1)


def write(row, written=WRITTEN):
    services.write(endorsement=row, written=written)
    return code_in(mails(row.email)[0])


def signed(award, **facts):
    row = ask(award, **facts)
    row = services.sign(endorsement=row, code=write(row), actor=ENDORSER)
    jobs.drain()
    return row


def shown(award, **facts):
    row = services.accept(endorsement=signed(award, **facts), actor=SYSTEM)
    jobs.drain()
    return row


def document(award):
    found = credentials.public(award.public_id)
    return strict_json.loads_object(bytes(found.document))


def report(award):
    data = bytes(credentials.public(award.public_id).document)
    return verification.verify(data=data, refresh=False)


@pytest.mark.requirement("I26")
def test_from_the_question_to_the_signed_badge(award):
    row = ask(award)
    (question,) = mails(GRACE)
    assert "asks you to endorse" in question.subject
    assert "You saw me lead the group." in question.text
    assert selectors.address(row) in question.text
    code = write(row)
    assert Endorsement.objects.get().document is None, "nothing is signed yet"
    services.sign(endorsement=row, code=code, actor=ENDORSER)
    newest = mails(ADA)[0]
    assert "endorsed your badge" in newest.subject
    assert "Grace Hopper, Rear Admiral" in newest.text
    assert "endorsement" not in document(award), "the earner has not accepted it"
    services.accept(endorsement=row, actor=SYSTEM)
    jobs.drain()
    checked = report(award)
    assert checked.verdict is Verdict.VERIFIED
    (found,) = checked.confirmed_endorsements
    assert found.subject.issuer_name == "Grace Hopper"
    assert found.subject.comment == WRITTEN.comment
    issuer = found.document["issuer"]
    assert issuer["description"] == "Rear Admiral, United States Navy"
    assert issuer["id"].endswith(f":endorsers:{row.public_id}")
    assert GRACE not in str(document(award)), "the address is in no document"
    assert found.outcome_of(Check.STATUS) == "passed"


def test_the_token_and_the_open_badges_2_badge_carry_it_too(award):
    row = shown(award)
    found = credentials.public(award.public_id)
    for data in (found.jwt.encode(), bytes(found.ob2)):
        checked = verification.verify(data=data, refresh=False)
        assert checked.verdict is Verdict.VERIFIED
        (one,) = checked.confirmed_endorsements
        assert one.subject.issuer_name == "Grace Hopper"
    assert row.public_id in bytes(found.ob2).decode()


def test_nobody_signs_without_the_code(award):
    row = ask(award)
    with pytest.raises(NotNow):
        services.sign(endorsement=row, code="123456", actor=ENDORSER)
    code = write(row)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    with pytest.raises(WrongCode):
        services.sign(endorsement=row, code=wrong, actor=ENDORSER)
    assert Endorsement.objects.get().signed_at is None
    for _ in range(services.MOST_TRIES):
        with pytest.raises(WrongCode):
            services.sign(endorsement=row, code=wrong, actor=ENDORSER)
    with pytest.raises(WrongCode):  # the right one, too late: it was tried too often
        services.sign(endorsement=row, code=code, actor=ENDORSER)
    another = write(row)
    assert services.sign(endorsement=row, code=another, actor=ENDORSER).is_written


def test_a_code_grows_old_and_there_are_only_so_many_a_day(award):
    with clock.using(clock.FixedClock(clock.now())) as now:
        row = ask(award)
        code = write(row)
        now.move(services.CODE_LASTS + dt.timedelta(seconds=1))
        with pytest.raises(WrongCode):
            services.sign(endorsement=row, code=code, actor=ENDORSER)
        for _ in range(services.MOST_CODES - 1):
            now.move(dt.timedelta(minutes=1))
            services.write(endorsement=row, written=WRITTEN)
        with pytest.raises(Refused, match="codes were mailed today"):
            services.write(endorsement=row, written=WRITTEN)
        now.move(services.DAY + dt.timedelta(seconds=1))
        services.write(endorsement=row, written=WRITTEN)


def test_the_code_is_for_what_is_written_and_stands_nowhere(award):
    row = ask(award)
    code = write(row)
    kept = Endorsement.objects.get()
    assert code not in kept.code_digest
    assert code not in str(list(EventRecord.objects.values_list("payload", flat=True)))
    changed = Written("Grace Hopper", "Rear Admiral", "", "She is the best of all.")
    services.write(endorsement=row, written=changed)
    with pytest.raises(WrongCode):  # of the draft before
        services.sign(endorsement=row, code=code, actor=ENDORSER)


@pytest.mark.parametrize(
    "words",
    [
        "See https://evil.example",
        "See www.evil.example now",
        "Write to me@evil.example",
        "Go to evil.example/login",
        "evil.com",
        "Look at evil.com.",
        "\u202ereversed",
        "a\x00b",
        "x" * 1_001,
    ],
)
def test_nobody_writes_links_to_strangers_in_the_issuers_name(award, words):
    with pytest.raises(Refused) as refused:
        ask(award, words=words)
    assert refused.value.field == "words"
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize(
    "words", ["", "She led us, e.g. in spring. Well done.", "3.5 of 4.0", "Ada: yes!"]
)
def test_what_only_looks_like_prose_is_taken(award, words):
    assert ask(award, words=words).words == words


@pytest.mark.parametrize("email", ["", "grace", "a@b", "x" * 250 + "@navy.example"])
def test_an_address_has_to_be_one(award, email):
    with pytest.raises(Refused) as refused:
        ask(award, email=email)
    assert refused.value.field == "email"


def test_nobody_endorses_themselves(award):
    with pytest.raises(Refused, match="own address"):
        ask(award, email=ADA.upper())


def test_the_same_person_is_asked_once(award):
    row = ask(award)
    with pytest.raises(Refused, match="asked for this before"):
        ask(award, email=GRACE.upper())
    services.refuse(endorsement=row, silence=False, actor=ENDORSER)
    with pytest.raises(Refused, match="asked for this before"):
        ask(award)


def test_whoever_wants_silence_is_asked_by_nobody(award):
    services.refuse(endorsement=ask(award), silence=True, actor=ENDORSER)
    other = awards.by_public_id(badges.issued().award_public_id)
    with pytest.raises(Refused, match="does not want to be asked"):
        ask(other)


def test_one_badge_has_only_so_many_open_questions(award):
    for number in range(services.MOST_OPEN):
        ask(award, email=f"friend-{number}@navy.example")
    with pytest.raises(Refused, match="have not answered"):
        ask(award, email="one-more@navy.example")


def test_one_person_is_asked_only_so_often_a_day(award):
    with clock.using(clock.FixedClock(clock.now())) as now:
        for _ in range(services.MOST_TO_ONE):
            ask(awards.by_public_id(badges.issued().award_public_id))
        with pytest.raises(Refused, match="asked often today"):
            ask(award)
        now.move(services.DAY + dt.timedelta(seconds=1))
        assert ask(award).is_asked


def test_one_earner_asks_only_so_many_a_day(award):
    made = [badges.issued(recipient_email=ADA) for _ in range(3)]
    of_ada = [awards.by_public_id(each.award_public_id) for each in made]
    for number in range(services.MOST_ASKED):
        ask(of_ada[number % 2], email=f"friend-{number}@navy.example")
    with pytest.raises(Refused, match="Go on tomorrow"):
        ask(of_ada[2], email="one-more@navy.example")


def test_a_badge_that_is_not_in_force_is_endorsed_by_nobody(award):
    credential_services.suspend(
        credential=credentials.public(award.public_id),
        public_wording="We are looking into it.",
        actor=SYSTEM,
    )
    with pytest.raises(Refused, match="not in force"):
        ask(award)


def test_what_was_declined_is_nowhere_and_forgotten(award):
    with clock.using(clock.FixedClock(clock.now())) as now:
        row = services.decline(endorsement=signed(award), actor=SYSTEM)
        jobs.drain()
        assert "endorsement" not in document(award)
        with pytest.raises(NotFound):
            selectors.public(row.public_id)
        with pytest.raises(NotNow):
            services.accept(endorsement=row, actor=SYSTEM)
        ask(award, email="somebody@navy.example")
        now.move(services.FORGET_AFTER + dt.timedelta(seconds=1))
        assert services.forget_old() == 2
        assert not Endorsement.objects.exists()


@pytest.mark.parametrize("side", list(Side))
def test_what_was_taken_back_holds_no_more_in_older_files_either(award, side):
    row = shown(award)
    before = bytes(credentials.public(award.public_id).document)
    services.end(endorsement=row, side=side, actor=SYSTEM)
    jobs.drain()
    assert "endorsement" not in document(award)
    assert report(award).verdict is Verdict.VERIFIED
    (found,) = verification.verify(data=before, refresh=False).endorsements
    assert found.verdict is Verdict.NOT_VERIFIED
    assert found.result(Check.STATUS).reason == "status.revoked"
    hosted = verification.verify_link(
        url=selectors.documents.addresses.ob2(row.public_id)
    )
    assert hosted.result(Check.STATUS).reason == "status.revoked"
    with pytest.raises(NotNow):
        services.accept(endorsement=row, actor=SYSTEM)


def test_the_issuer_may_look_first_and_hide_with_a_reason(award):
    organization = award.organization
    services.look_first(organization=organization, looks_first=True, actor=SYSTEM)
    row = shown(award)
    assert row.state == State.WAITING
    assert "endorsement" not in document(award)
    assert selectors.waiting_for_staff(organization) == 1
    notice = mails(award.achievement.issuer.email)[0]
    assert notice.subject == "An endorsement waits for you"
    services.approve(endorsement=row, actor=SYSTEM)
    jobs.drain()
    assert len(document(award)["endorsement"]) == 1
    with pytest.raises(Refused, match="Say why"):
        services.hide(endorsement=row, reason=" ", actor=SYSTEM)
    hidden = services.hide(endorsement=row, reason="Not about this.", actor=SYSTEM)
    jobs.drain()
    assert hidden.reason == "Not about this."
    assert "endorsement" not in document(award)
    services.approve(endorsement=row, actor=SYSTEM)
    jobs.drain()
    assert len(document(award)["endorsement"]) == 1


def test_a_correction_keeps_the_endorsements(award):
    shown(award)
    issuing.correct(award=award, recipient_name="Ada King", actor=SYSTEM)
    jobs.drain()
    (found,) = report(award).confirmed_endorsements
    assert found.subject.issuer_name == "Grace Hopper"


def test_the_earner_is_not_told_that_their_badge_was_corrected(award):
    shown(award)
    subjects = [mail.subject for mail in mails(ADA)]
    assert not [subject for subject in subjects if "corrected" in subject]
    assert credentials.public(award.public_id).generation == 2


def test_the_link_is_the_key_and_cannot_be_made_up(award):
    row = ask(award)
    token = selectors.token(row)
    assert selectors.by_token(token) == row
    for wrong in (row.public_id, token[:-1], "", "x" * 5_000, token[::-1]):
        with pytest.raises(NotFound):
            selectors.by_token(wrong)


def of_achievement(credential):
    return About(credential.issuer, version=credential.achievement_version)


def test_another_issuer_endorses_an_achievement_in_its_own_name(credential):
    south = badges.issuer(people.organization()[0], name="South Guild")
    about = of_achievement(credential)
    row = services.give(
        about=about, endorsing=south, comment="We teach the same.", actor=SYSTEM
    )
    jobs.drain()
    assert mails(credential.issuer.email)[0].subject == "An endorsement waits for you"
    services.accept(endorsement=row, actor=SYSTEM)
    jobs.drain()
    new = badges.issued(credential.achievement_version.achievement)
    checked = verification.verify(data=bytes(new.document), refresh=False)
    (found,) = checked.confirmed_endorsements
    assert found.subject.issuer_name == "South Guild"
    assert found.subject.issuer_id.endswith(f":issuers:{south.public_id}")
    with pytest.raises(Refused, match="before"):
        services.give(about=about, endorsing=south, comment="Again.", actor=SYSTEM)
    with pytest.raises(Refused, match="their own"):
        services.give(
            about=about, endorsing=credential.issuer, comment="Ours.", actor=SYSTEM
        )


def test_an_issuer_is_endorsed_by_somebody_by_mail(credential):
    about = About(credential.issuer)
    row = services.ask(about=about, email=GRACE, words="", actor=SYSTEM)
    jobs.drain()
    row = services.sign(endorsement=row, code=write(row), actor=ENDORSER)
    services.accept(endorsement=row, actor=SYSTEM)
    jobs.drain()
    new = badges.issued(credential.achievement_version.achievement)
    for data in (bytes(new.document), bytes(new.ob2)):
        checked = verification.verify(data=data, refresh=False)
        assert checked.verdict is Verdict.VERIFIED
        (found,) = checked.confirmed_endorsements
        assert found.subject.issuer_name == "Grace Hopper"


def test_no_event_says_who_endorsed_or_what(award):
    shown(award)
    told = str(list(EventRecord.objects.values_list("payload", "actor_label")))
    for secret in (GRACE, "Hopper", "hears everybody", "You saw me"):
        assert secret not in told
