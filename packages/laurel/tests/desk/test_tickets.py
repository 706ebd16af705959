"""What people ask the help desk, what they are told, and what the issuer may do about it."""

import datetime as dt

import pytest
from laurel.achievements import access as achievements
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.desk import access, selectors, services
from laurel.desk.errors import NotOpen
from laurel.desk.models import Ticket
from laurel.desk.types import HOLDER, VISITOR, About, Kind, Outcome, State
from laurel.foundation import jobs, tables
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.notifications import selectors as notification_selectors
from laurel.notifications import services as notifications
from laurel.notifications.types import Kind as MailKind
from laurel.organizations import services as organizations
from laurel.organizations.types import Role
from laurel.recipients import services as recipients
from laurel.recipients.selectors import plan

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

ADA = "ada@students.example"


@pytest.fixture
def credential():
    made = badges.issued(recipient_email=ADA)
    jobs.drain()
    return made


def award_of(credential):
    return awards.by_public_id(credential.award_public_id)


def ask(credential=None, *, issuer=None, kind=Kind.ACCESS, **facts):
    award = award_of(credential) if credential else None
    about = About(issuer or award.achievement.issuer, award)
    return services.ask(
        about=about,
        kind=kind,
        **{
            "name": "Ada",
            "email": ADA,
            "text": "The link in the mail is dead.",
            "actor": VISITOR,
            **facts,
        },
    )


def ask_for_name(credential, name="Ada King"):
    return services.ask_for_name(
        award=award_of(credential), name=name, text="I married.", actor=VISITOR
    )


def revoke(credential):
    credential_services.revoke(
        credential=credential,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    jobs.drain()


def letters(to):
    """Subject and text of each mail to an address, the newest first, after all jobs."""
    jobs.drain()
    found = OutgoingMail.objects.filter(recipient_address=to)
    return [(mail.subject, mail.text) for mail in found]


def test_a_question_is_at_the_desk_and_the_asker_gets_the_link_to_it(credential):
    ticket = ask(credential)
    assert ticket.state == State.OPEN
    assert selectors.waiting_for_staff(ticket.organization) == 1
    assert list(selectors.of_award(award_of(credential))) == [ticket]
    subject, text = letters(ADA)[0]
    assert subject == "North College has your question"
    assert selectors.address(ticket) in text
    # Whoever typed the address may not write to it through us.
    assert "dead" not in text
    assert ADA not in str(list(EventRecord.objects.values_list("payload", flat=True)))


def test_the_desk_writes_in_the_language_of_the_badges_mails():
    """And in the issuer's words, where it wrote some."""
    credential = badges.issued(recipient_email=ADA, language="fr")
    issuer = credential.issuer
    notifications.write_wording(
        issuer_public_id=issuer.public_id,
        organization_id=issuer.organization_id,
        kind=MailKind.ANSWERED,
        language="fr",
        parts={
            **vars(notification_selectors.default(MailKind.ANSWERED, "fr")),
            "heading": "{issuer_name} vous écrit",
        },
        actor=SYSTEM,
    )
    ticket = ask(credential)
    services.answer(ticket=ticket, text="Essayez encore.", actor=SYSTEM)
    (answered, text), (received, _) = letters(ADA)[:2]
    assert received == "North College a bien reçu votre demande"
    assert answered == "North College vous a répondu"
    assert "North College vous écrit" in text
    assert "Essayez encore." in text
    staff, _ = letters("awards@north-college.example")[0]
    assert staff.startswith("Help desk:"), "the console speaks English"


def test_those_who_answer_for_the_badge_are_told(credential):
    ticket = ask(credential)
    subject, text = letters("awards@north-college.example")[0]
    assert subject == "Help desk: somebody cannot get their badge"
    assert f"/help-desk/{ticket.public_id}" in text


def test_the_link_is_the_key_and_cannot_be_made_up(credential):
    ticket = ask(credential)
    token = selectors.address(ticket).rpartition("/")[2]
    assert selectors.by_token(token) == ticket
    other = ask(credential, email="somebody@else.example")
    for wrong in (
        ticket.public_id,
        token[:-1],
        other.public_id + token[22:],
        "",
        "x" * 5_000,
    ):
        with pytest.raises(NotFound):
            selectors.by_token(wrong)


def test_asked_twice_it_is_one_ticket(credential):
    first, second = ask(credential), ask(credential, text="Still dead.")
    assert first == second
    assert [m.text for m in selectors.messages(first)] == [
        "The link in the mail is dead.",
        "Still dead.",
    ]
    assert not any(m.through_link for m in selectors.messages(first))


def test_answers_go_to_and_fro_until_it_is_closed(credential):
    ticket = ask(credential)
    services.answer(ticket=ticket, text="Try it\nnow.", actor=SYSTEM)
    ticket.refresh_from_db()
    assert ticket.state == State.WAITING
    subject, text = letters(ADA)[0]
    assert subject == "North College has answered you"
    assert "Try it\nnow." in text
    services.write(ticket=ticket, text="It works.", actor=HOLDER)
    ticket.refresh_from_db()
    assert ticket.state == State.OPEN
    assert ticket.proven_at  # they used the link
    services.close(ticket=ticket, text="Good to hear.", actor=SYSTEM)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome) == (State.CLOSED, Outcome.ANSWERED)
    assert "Good to hear." in letters(ADA)[0][1]
    with pytest.raises(NotOpen):
        services.answer(ticket=ticket, text="Once more.", actor=SYSTEM)
    services.write(ticket=ticket, text="Oh, it does not.", actor=HOLDER)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome) == (State.OPEN, "")


def test_a_question_about_no_badge_goes_to_the_issuer():
    issuer = badges.issuer()
    ticket = ask(issuer=issuer, kind=Kind.OTHER)
    assert (ticket.award, ticket.issuer) == (None, issuer)
    services.answer(ticket=ticket, text="Here is how.", actor=SYSTEM)
    assert "Here is how." in letters(ADA)[0][1]


def test_a_review_can_make_the_badge_valid_again_at_its_old_address(credential):
    address = credentials.address(credential)
    with pytest.raises(Refused):
        ask(credential, kind=Kind.REVIEW)  # it is in force
    revoke(credential)
    ticket = ask(credential, kind=Kind.REVIEW, text="It was the other Ada.")
    services.reinstate(ticket=ticket, text="You are right. Sorry.", actor=SYSTEM)
    now = credentials.public(credential.award_public_id)
    assert now.is_active
    assert credentials.address(now) == address
    ticket.refresh_from_db()
    assert (ticket.state, ticket.outcome) == (State.CLOSED, Outcome.REINSTATED)
    subjects = [subject for subject, _ in letters(ADA)]
    assert any("is valid again" in subject for subject in subjects)
    assert any("You are right. Sorry." in text for _, text in letters(ADA))


def test_a_review_can_find_that_it_stays_revoked(credential):
    revoke(credential)
    ticket = ask(credential, kind=Kind.REVIEW)
    with pytest.raises(Refused):
        services.refuse(ticket=ticket, text=" ", actor=SYSTEM)
    with pytest.raises(NotOpen):
        services.close(ticket=ticket, text="Settled.", actor=SYSTEM)
    services.refuse(ticket=ticket, text="Two courses are missing.", actor=SYSTEM)
    assert credentials.public(credential.award_public_id).is_revoked
    subject, text = letters(ADA)[0]
    assert "stays as it is" in subject
    assert "Two courses are missing." in text


def test_what_was_reinstated_meanwhile_only_closes_the_ticket(credential):
    from laurel.issuing import services as issuing

    revoke(credential)
    ticket = ask(credential, kind=Kind.REVIEW)
    issuing.reinstate(award=award_of(credential), actor=SYSTEM)
    before = credentials.public(credential.award_public_id).generation
    services.reinstate(ticket=ticket, actor=SYSTEM)
    assert credentials.public(credential.award_public_id).generation == before
    ticket.refresh_from_db()
    assert ticket.outcome == Outcome.REINSTATED


def test_another_name_waits_for_the_holder_and_then_for_the_issuer(credential):
    ticket = ask_for_name(credential)
    staff = people.member(ticket.organization, Role.AWARDER)
    assert ticket.state == State.UNCONFIRMED
    assert not selectors.of_organization(ticket.organization)
    with pytest.raises(NotFound):
        access.for_viewing(staff, ticket.public_id)
    with pytest.raises(NotOpen):
        services.rename(ticket=ticket, actor=SYSTEM)
    with pytest.raises(NotOpen):
        services.write(ticket=ticket, text="Hello?", actor=HOLDER)
    subject, text = letters(ADA)[0]
    assert subject.startswith("Another name on")
    assert "King" not in text  # a stranger may have typed it
    assert selectors.address(ticket) in text
    services.confirm(ticket=ticket, actor=HOLDER)
    assert access.for_answering(staff, ticket.public_id) == ticket
    ticket.refresh_from_db()
    services.rename(ticket=ticket, text="All the best.", actor=SYSTEM)
    now = credentials.public(credential.award_public_id)
    assert (now.recipient_name, now.generation) == ("Ada King", 2)
    assert "All the best." in dict(letters(ADA))["Your badge says the other name now"]


def test_a_stranger_changes_nothing(credential):
    ticket = ask_for_name(credential, "Somebody Else")
    services.disown(ticket=ticket, actor=HOLDER)
    ticket.refresh_from_db()
    for act in (services.confirm, services.disown):
        with pytest.raises(NotOpen):
            act(ticket=ticket, actor=HOLDER)
    with pytest.raises(NotOpen):
        services.rename(ticket=ticket, actor=SYSTEM)
    now = credentials.public(credential.award_public_id)
    assert (now.recipient_name, now.generation) == ("Ada Lovelace", 1)


def test_what_nobody_confirms_is_forgotten(credential, fixed_clock):
    ask_for_name(credential)
    jobs.drain()
    fixed_clock.move(dt.timedelta(days=6))
    assert services.forget_unconfirmed() == 0
    fixed_clock.move(dt.timedelta(days=1, seconds=1))
    assert services.forget_unconfirmed() == 1
    assert not Ticket.objects.exists()


class TestLimits:
    def test_the_holder_of_a_badge_is_asked_three_times_a_day(self, credential):
        for _ in range(services.MOST_NAMES):
            ask_for_name(credential)
        with pytest.raises(Refused, match="several times today"):
            ask_for_name(credential)

    def test_a_badge_has_ten_open_questions(self, credential):
        for number in range(services.MOST_OPEN):
            ask(credential, email=f"somebody-{number}@else.example")
        with pytest.raises(Refused, match="many open questions"):
            ask(credential, email="one-more@else.example")
        ask(credential, email="somebody-0@else.example")  # is no new question

    def test_a_ticket_has_a_hundred_messages(self, credential):
        ticket = ask(credential)
        for _ in range(services.MOST_MESSAGES - 1):
            services.write(ticket=ticket, text="And?", actor=HOLDER)
        with pytest.raises(Refused, match="100 messages"):
            services.write(ticket=ticket, text="And?", actor=HOLDER)

    def test_no_mailbox_is_filled_with_receipts(self):
        for _ in range(8):
            ask(badges.issued())
        assert len(letters(ADA)) == 5

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"text": ""}, "text"),
            ({"text": "x" * 5_001}, "text"),
            ({"text": "a\x07b"}, "text"),
            ({"text": "a\u202eb"}, "text"),
            ({"email": "nobody"}, "email"),
            ({"email": "ada@x.example\nBcc: all@x.example"}, "email"),
            ({"name": "x" * 201}, "name"),
            ({"kind": Kind.NAME}, "kind"),
        ],
    )
    def test_what_breaks_a_rule_is_named(self, credential, facts, field):
        with pytest.raises(Refused) as refused:
            ask(credential, **facts)
        assert refused.value.field == field
        assert not Ticket.objects.exists()

    @pytest.mark.parametrize("name", ["", "x" * 201, "A\u202eda", "Ada Lovelace"])
    def test_so_is_a_name_that_is_none_or_stands_there(self, credential, name):
        with pytest.raises(Refused) as refused:
            ask_for_name(credential, name)
        assert refused.value.field == "name_wanted"


def test_roles_and_organizations(credential):
    ticket = ask(credential)
    of = ticket.organization
    for role in (Role.OWNER, Role.EDITOR, Role.AWARDER):
        assert access.for_answering(people.member(of, role), ticket.public_id)
    for role in (Role.VIEWER, Role.ASSESSOR):
        somebody = people.member(of, role)
        assert access.for_viewing(somebody, ticket.public_id) == ticket
        with pytest.raises(NotFound):
            access.for_answering(somebody, ticket.public_id)
    _, stranger = people.organization("South College")
    with pytest.raises(NotFound):
        access.for_viewing(stranger, ticket.public_id)


def test_a_right_to_the_badge_is_enough_to_answer(credential):
    ticket = ask(credential)
    of = ticket.organization
    somebody = people.member(of, Role.VIEWER)
    organizations.grant_right(
        organization=of,
        account_id=somebody.account_id,
        about=achievements.about(award_of(credential).achievement.public_id),
        role=Role.AWARDER,
        actor=SYSTEM,
    )
    assert access.for_answering(somebody, ticket.public_id) == ticket
    other = ask(issuer=ticket.issuer, kind=Kind.OTHER)
    with pytest.raises(NotFound):
        access.for_answering(somebody, other.public_id)


def test_the_holder_is_asked_where_mail_about_the_badge_goes_by_now(credential):
    """The institution's record knows another address than the badge was made for."""
    for address in (ADA, "ada@new.example"):
        table = tables.read(f"Student ID;Name;E-mail\n7;Ada;{address}\n".encode())
        found = recipients.bring(
            organization=credential.organization,
            table=table,
            name="people.csv",
            actor=SYSTEM,
        )
        changes = len(plan(found).changes)
        recipients.apply(found=found, expected=changes, actor=SYSTEM)
    ticket = ask_for_name(credential)
    assert ticket.email == "ada@new.example"
    assert selectors.is_from_recipient(ticket)
    assert letters("ada@new.example")[0][0].startswith("Another name on")
