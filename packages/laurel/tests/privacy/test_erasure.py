"""The end of everything about a person, and what stays good without them."""

import datetime as dt
import json
import logging
import re

import pytest
from django.db import DatabaseError, transaction
from laurel.accounts.models import Account
from laurel.awards import selectors as award_selectors
from laurel.awards import services as awards
from laurel.awards.models import Award
from laurel.awards.types import Disclosure, Evidence
from laurel.batches.models import BatchRow
from laurel.batches.types import RowState
from laurel.collecting import services as collecting
from laurel.collecting.types import Facts
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import NotActive, TakenDown
from laurel.credentials.models import Credential
from laurel.credentials.types import RevocationReason
from laurel.deliveries import links
from laurel.deliveries import services as deliveries
from laurel.desk import services as desk
from laurel.desk.types import VISITOR, About, Kind
from laurel.duplicates import services as duplicates
from laurel.foundation import history, jobs, tables
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import Refused
from laurel.foundation.models import EventRecord, Job, OutgoingMail
from laurel.issuing import services as issuing
from laurel.organizations import services as organizations
from laurel.organizations.types import Role
from laurel.privacy import selectors, services
from laurel.privacy.errors import SoleOwner, WrongCode
from laurel.privacy.types import ErasureState, Ground
from laurel.recipients import selectors as recipient_selectors
from laurel.recipients import services as recipients
from laurel.sharing import services as sharing
from laurel.sharing.types import Target
from laurel.verification import services as verification
from obkit.verify import Verdict

from packages.laurel.tests.factories import badges, batches, people
from packages.laurel.tests.privacy.searching import places

pytestmark = pytest.mark.django_db

NAME = "Sofya Kovalevskaya"
SOFYA = "Sofya@stockholm.example"
OLD = "sofya.corvin@palibino.example"
WORDS = ("kovalevskaya", "sofya", "palibino")
LATER = dt.timedelta(days=3, minutes=1)


class Life:
    """Everything that an instance may come to know about one person, and about another."""

    def __init__(self, clock):
        self.organization, self.owner = people.organization()
        self.issuer = badges.issuer(self.organization)
        self.account = people.account(SOFYA.lower(), name=NAME)
        self.herself = Actor.person(self.account.pk, NAME)
        self.badge = badges.achievement(self.issuer)
        self.first = self._award(self.badge, recipient_email=OLD)
        issuing.correct(
            award=self.award,
            recipient_email=SOFYA,
            reason=f"{NAME} moved",
            actor=SYSTEM,
        )
        self.second = self._award(badges.achievement(self.issuer))
        credential_services.suspend(
            credential=self.second, public_wording=f"Ask {NAME}.", actor=SYSTEM
        )
        self.other_of_hers = self._award(badges.achievement(self.issuer))
        self.other = badges.issued(self.badge, recipient_name="Mary Somerville")
        self._batches(clock)
        self._at_the_desk()
        self._in_the_record()
        self._on_the_staff()
        self._withdrawal()
        self._shown()
        deliveries.note_opened(
            award_public_id=self.first.award_public_id,
            key=links.key_of(self.first.award_public_id),
        )
        jobs.drain()
        duplicates.look()
        duplicates.report(award=self.award, words=f"I am {NAME} and have it twice.")
        Job.objects.filter(key__contains="event").update(
            last_error=f"ValueError: {NAME} <{SOFYA}>"
        )
        services.archive(account_id=self.account.pk, actor=self.herself)
        jobs.drain()

    @property
    def award(self):
        return Award.objects.get(public_id=self.first.award_public_id)

    def _award(self, achievement, **facts):
        return badges.issued(
            achievement,
            **{
                "recipient_name": NAME,
                "recipient_email": SOFYA,
                "narrative": "Sofya solved it. Kovalevskaya’s top is named for her.",
                "evidence": [
                    Evidence(name="Her paper", url="https://x.example/kovalevskaya")
                ],
                **facts,
            },
        )

    def _batches(self, clock):
        lines = f"Name,E-mail\n{NAME},{SOFYA}\nMary Somerville,mary@college.example\n"
        batches.submitted(
            batches.draft(badges.achievement(self.issuer), data=lines.encode())
        )
        clock.move(dt.timedelta(hours=1))  # it cannot be undone any more
        jobs.drain()
        batches.draft(badges.achievement(self.issuer), data=lines.encode())

    def _at_the_desk(self):
        about = About(self.issuer, self.award)
        ticket = desk.ask(
            about=about,
            kind=Kind.ACCESS,
            name=NAME,
            email=SOFYA,
            text=f"It is me, {NAME}.",
            actor=VISITOR,
        )
        desk.answer(ticket=ticket, text="Dear Sofya, look again.", actor=self.owner)
        desk.ask_for_name(
            award=self.award, name="Sofya Krukovskaya", text="", actor=VISITOR
        )

    def _in_the_record(self):
        for line in (f"7,{NAME},{OLD}", f"7,{NAME},{SOFYA}", f"7,{NAME},new-{SOFYA}"):
            found = recipients.bring(
                organization=self.organization,
                table=tables.read(f"Student number,Name,E-mail\n{line}\n".encode()),
                name="people.csv",
                actor=SYSTEM,
            )
            if "new" not in line:
                plan = recipient_selectors.plan(found)
                recipients.apply(found=found, expected=len(plan.changes), actor=SYSTEM)

    def _on_the_staff(self):
        organizations.add_member(
            organization=self.organization,
            account_id=self.account.pk,
            role=Role.AWARDER,
            actor=SYSTEM,
        )
        badges.issued(self.badge, recipient_name="Ada Lovelace", actor=self.herself)

    def _shown(self):
        """She shows it, but for the evidence; in a collection, and elsewhere."""
        key = award_selectors.evidence_key(self.award.evidence[0])
        issuing.disclose(
            award=self.award,
            disclosure=Disclosure(hidden_evidence=(key,)),
            actor=self.herself,
        )
        counted = credentials.public(self.first.award_public_id)
        sharing.short_link(credential=counted)
        sharing.count(credential=counted, target=Target.LINKEDIN)
        collecting.make(
            facts=Facts(title=f"What {NAME} learned", purpose="Sofya applies."),
            refs=[self.first.award_public_id],
            actor=self.herself,
        )

    def _withdrawal(self):
        third = self._award(badges.achievement(self.issuer))
        issuing.revoke_many(
            organization=self.organization,
            award_ids=[third.award_public_id],
            reason=RevocationReason.ADMINISTRATIVE_ERROR,
            public_wording=f"Not for {NAME}.",
            private_note=f"{NAME} wrote to us.",
            actor=self.herself,
        )

    def decide(self, clock):
        """She asks, types the code from the mail, and does not call it off."""
        asked = services.ask_erasure(account_id=self.account.pk)
        mail = OutgoingMail.objects.get(about=f"erasure:{asked.public_id}")
        code = re.search(r"\b\d{3} \d{3}\b", mail.text)[0]
        services.confirm_erasure(
            account_id=self.account.pk, code=code, actor=self.herself
        )
        clock.move(LATER)
        jobs.drain()


@pytest.fixture
def life(fixed_clock):
    return Life(fixed_clock)


def files_of(credential):
    """What she has on her disk."""
    return {
        "png": credentials.baked_png(credential),
        "svg": credentials.baked_svg(credential),
        "json": bytes(credential.document),
        "jwt": credential.jwt.encode(),
        "ob2": bytes(credential.ob2),
    }


def verdicts(files):
    return {
        name: verification.verify(data=data).verdict for name, data in files.items()
    }


def test_nothing_tells_of_her_any_more(life, fixed_clock, client, caplog):
    client.force_login(life.account)
    with caplog.at_level(logging.DEBUG, logger="laurel"):
        before = places(*WORDS)
        life.decide(fixed_clock)
        for path in ("", "/badge.png", "/credential.json", "/card.png"):
            client.get(f"/b/{life.first.award_public_id}{path}")
    # The search finds what there is to find: in tables, in files, in what is packed or encoded.
    for place in (
        "awards_award.recipient_name", "awards_amendment.before", "credentials_credential.document",
        "credentials_credential.jwt", "issuing_intent.unsigned", "batches_batchrow.cells",
        "desk_ticketmessage.text", "recipients_formeraddress.email", "recipients_addresslist.rows",
        "foundation_outgoingmail.text", "foundation_eventrecord.actor_label",
        "foundation_job.last_error", "duplicates_likeness.name", "duplicates_duplicatecase.words",
        "issuing_withdrawal.private_note", "collecting_collection.title", "accounts_account.name", "account_emailaddress.email",
    ):  # fmt: skip
        assert place in before
    assert any(place.startswith("files/") for place in before)
    assert any(place.startswith("archives/") for place in before)
    assert places(*WORDS, logs=caplog.text) == []
    assert not Account.objects.filter(pk=life.account.pk).exists()
    assert client.get("/accounts/privacy").status_code == 302  # signed out everywhere


def test_her_files_stay_good(life, fixed_clock):
    now = credentials.public(life.first.award_public_id)
    files = files_of(now)
    assert set(verdicts(files).values()) == {Verdict.VERIFIED}
    life.decide(fixed_clock)
    assert verdicts(files) == dict.fromkeys(files, Verdict.VERIFIED)


def test_a_copy_that_says_something_else_is_still_found_out(life, fixed_clock):
    assertion = json.loads(bytes(credentials.public(life.first.award_public_id).ob2))
    assertion["narrative"] = "With the highest honours."
    life.decide(fixed_clock)
    report = verification.verify(data=json.dumps(assertion).encode())
    assert report.verdict is Verdict.NOT_VERIFIED


def test_the_institution_can_still_revoke(life, fixed_clock):
    """What is out there has her name on it; the institution's word on it is kept."""
    files = files_of(credentials.public(life.first.award_public_id))
    life.decide(fixed_clock)
    credential_services.revoke(
        credential=credentials.standing(life.first.award_public_id),
        reason=RevocationReason.MISCONDUCT,
        public_wording="Found out.",
        actor=SYSTEM,
    )
    assert verdicts(files) == dict.fromkeys(files, Verdict.NOT_VERIFIED)
    jobs.drain()  # and nobody is written to
    assert places(*WORDS) == []


def test_the_record_stays_without_her(life, fixed_clock, client):
    numbers = Award.objects.count(), Credential.objects.count()
    granted = life.award.granted_at
    life.decide(fixed_clock)
    assert (Award.objects.count(), Credential.objects.count()) == numbers
    assert life.award.granted_at == granted
    assert life.award.recipient_name == "Erased person"
    events = EventRecord.objects.filter(name="person.erased")
    assert [event.payload["awards"] for event in events] == [5]
    assert events[0].payload["by_holder"]
    history.number()
    assert history.faults() == []  # and the chain of what happened holds
    assert life.other.recipient_name == "Mary Somerville"
    others = BatchRow.objects.filter(recipient_key="mary@college.example")
    assert {row.values["recipient_name"] for row in others} == {"Mary Somerville"}
    client.force_login(Account.objects.get(pk=life.owner.account_id))
    slug = life.organization.slug
    assert b"Erased person" in client.get(f"/console/{slug}/awards").content
    page = client.get(f"/console/{slug}/history").content.decode()
    assert "took a person out, at their own wish, and off 5 badges" in page


def test_the_page_says_what_became_of_it(life, fixed_clock, client):
    life.decide(fixed_clock)
    award = life.first.award_public_id
    for path in ("", "/badge.png", "/badge.svg", "/credential.json", "/credential.jwt"):
        answer = client.get(f"/b/{award}{path}")
        assert answer.status_code == 410
        assert "The holder had this page taken down" in answer.content.decode()
    # The evidence of the one she had hidden herself: it was not told before, either.
    for credential, withheld in (
        (life.first, {"narrative"}),
        (life.other_of_hers, {"narrative", "evidence"}),
    ):
        assertion = client.get(f"/ob2/assertions/{credential.award_public_id}")
        assert assertion.status_code == 200
        assert set(assertion.json()["withheld"]) == withheld
    assert client.get(f"/issuers/{life.issuer.public_id}/did.json").status_code == 200
    with pytest.raises(TakenDown):
        credentials.public(award)


def test_nothing_brings_her_back(life, fixed_clock):
    life.decide(fixed_clock)
    with pytest.raises(Refused, match="taken out"):
        awards.amend(award=life.award, recipient_name=NAME, actor=SYSTEM)
    with pytest.raises(NotActive, match="cannot come back"):
        credential_services.reinstate(
            credential=credentials.standing(life.second.award_public_id), actor=SYSTEM
        )
    assert duplicates.look() == 0
    assert places(*WORDS) == []


def test_the_database_lets_nothing_else_change(life):
    row = Credential.objects.get(pk=life.other.pk)
    for change in (
        {"erased_at": life.award.granted_at},
        {
            "erased_at": life.award.granted_at,
            "document": b"",
            "jwt": "",
            "issued_at": None,
        },
        {"document": b""},
        {"recipient_name": "Erased person"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Credential.objects.filter(pk=row.pk).update(**change)


def test_she_may_be_awarded_again(life, fixed_clock):
    life.decide(fixed_clock)
    assert badges.issued(life.badge, recipient_email=SOFYA).is_active


class TestAsking:
    @pytest.fixture
    def account(self, fixed_clock):
        return people.account(SOFYA.lower(), name=NAME)

    def ask(self, account):
        """The code from the mail."""
        asked = services.ask_erasure(account_id=account.pk)
        text = OutgoingMail.objects.get(about=f"erasure:{asked.public_id}").text
        return re.search(r"\b\d{3} \d{3}\b", text)[0]

    def confirm(self, account, code):
        services.confirm_erasure(
            account_id=account.pk, code=code, actor=people.actor(account)
        )

    def test_a_wrong_code_changes_nothing_and_five_are_enough(self, account):
        right = self.ask(account)
        wrong = "111 111" if right != "111 111" else "222 222"
        for _ in range(5):
            with pytest.raises(WrongCode, match="not the code"):
                self.confirm(account, wrong)
        with pytest.raises(WrongCode, match="over"):
            self.confirm(account, right)
        assert selectors.erasure_of(account.pk).state == ErasureState.ASKED

    def test_a_code_works_for_ten_minutes(self, account, fixed_clock):
        code = self.ask(account)
        fixed_clock.move(dt.timedelta(minutes=11))
        with pytest.raises(WrongCode, match="over"):
            self.confirm(account, code)

    def test_called_off_nothing_happens(self, account, fixed_clock):
        self.confirm(account, self.ask(account))
        with pytest.raises(Refused, match="decided already"):
            services.ask_erasure(account_id=account.pk)
        services.call_off(account_id=account.pk, actor=people.actor(account))
        fixed_clock.move(LATER)
        jobs.drain()
        assert Account.objects.filter(pk=account.pk).exists()

    def test_nothing_happens_before_its_time(self, account, fixed_clock):
        self.confirm(account, self.ask(account))
        fixed_clock.move(dt.timedelta(days=2, hours=23))
        jobs.drain()
        assert Account.objects.filter(pk=account.pk).exists()
        fixed_clock.move(dt.timedelta(hours=2))
        jobs.drain()
        assert not Account.objects.filter(pk=account.pk).exists()

    def test_an_only_owner_is_told_what_to_do_first(self):
        _, owner = people.organization()
        with pytest.raises(SoleOwner, match="Name another one first"):
            services.ask_erasure(account_id=owner.account_id)


class TestAnInstitutionTakesSomebodyOut:
    def erase(self, life, address=SOFYA):
        made = services.erase(
            organization=life.organization,
            address=address,
            ground=Ground.THEY_ASKED,
            actor=life.owner,
        )
        jobs.drain()
        made.refresh_from_db()
        return made

    def test_its_own_record_loses_her_and_others_do_not(self, life):
        elsewhere = badges.issued(recipient_name=NAME, recipient_email=SOFYA)
        found = selectors.found(life.organization, SOFYA.upper())
        assert (found.awards, found.records, found.tickets) == (5, 1, 2)
        made = self.erase(life)
        assert (made.state, made.awards, made.address) == (ErasureState.DONE, 5, "")
        assert selectors.found(life.organization, SOFYA).is_nothing
        assert selectors.found(life.organization, OLD).is_nothing
        assert credentials.public(elsewhere.award_public_id).recipient_name == NAME
        assert Account.objects.filter(pk=life.account.pk).exists()

    def test_an_address_of_nobody_is_said_so(self, life):
        with pytest.raises(Refused, match="Nothing is kept"):
            self.erase(life, "nobody@north-college.example")
        with pytest.raises(Refused, match="looks like"):
            self.erase(life, "nobody")

    def test_an_open_row_of_a_list_goes_wholly(self, life):
        assert BatchRow.objects.filter(state=RowState.OPEN).count() == 2
        self.erase(life)
        assert BatchRow.objects.filter(state=RowState.OPEN).count() == 1
