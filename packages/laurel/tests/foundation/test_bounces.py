"""What comes back is read, matched by what we made, and changes nothing else."""

import contextlib
import dataclasses
import json
import uuid

import pytest
from laurel.foundation import bounce_mailbox, bounces, mail, return_paths
from laurel.foundation.errors import Refused
from laurel.foundation.models import MailState, MailStep, OutgoingMail

from packages.laurel.tests.foundation import mailserver
from packages.laurel.tests.foundation.test_mail import send, use_server

pytestmark = pytest.mark.django_db
TOKEN = "a-token-for-the-hook-of-32-signs-or-more"


@pytest.fixture
def inbox(settings):
    with mailserver.running() as running:
        use_server(settings, running.port, bounce_address="bounces@badges.example")
        yield running


def dsn(to, *, action="failed", message_id="<x@elsewhere.example>", status="5.1.1"):
    """A report as mail servers write it (RFC 3464)."""
    return f"""\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

I am sorry to have to tell you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Sat, 21 Nov 2026 14:00:00 +0000

Final-Recipient: rfc822; ada@learner.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such
 person here

--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: North College has awarded you a badge

A badge.
--b--
""".encode()


def returned_to(row: OutgoingMail) -> str:
    return return_paths.of(row.pk)


class TestTheReturnPath:
    def test_every_mail_leaves_with_one_of_its_own(self, inbox):
        row = send()
        sender, _ = inbox.envelopes[0]
        assert sender == returned_to(row)
        assert sender.startswith("bounces+")
        assert len(sender.partition("@")[0]) <= 64
        assert inbox.mails[0]["From"].addresses[0].addr_spec == "laurel@localhost"

    def test_whatever_its_letter_case_it_names_the_mail(self, inbox):
        row = send()
        assert return_paths.mails_in(returned_to(row).upper()) == [row.pk]

    def test_one_that_we_did_not_make_names_none(self, inbox):
        row = send()
        real = returned_to(row)
        flipped = real.replace("@", "a@") if "a@" not in real else real
        last = real.partition("@")[0][-1]
        forged = real.replace(f"{last}@", f"{'b' if last != 'b' else 'c'}@")
        assert return_paths.mails_in(f"{forged} {flipped} bounces+x-y@z.example") == []

    def test_without_an_address_for_it_mail_comes_back_to_its_sender(self, settings):
        with mailserver.running() as plain:
            use_server(settings, plain.port)
            send()
        assert plain.envelopes[0][0] == "laurel@localhost"


class TestReports:
    def test_a_report_of_failure_says_bounced_in_the_servers_words(self, inbox):
        row = send()
        assert bounces.take(dsn(returned_to(row)))
        row.refresh_from_db()
        assert row.state == MailState.BOUNCED
        assert row.server_said == "550 5.1.1 no such person here"
        assert [s.kind for s in row.steps.all()] == ["sent", "bounced"]

    def test_the_message_id_is_enough(self, inbox):
        row = send()
        assert bounces.take(dsn("laurel@localhost", message_id=row.message_id))
        row.refresh_from_db()
        assert row.state == MailState.BOUNCED

    def test_delayed_is_not_bounced_and_bounced_is_for_good(self, inbox):
        row = send()
        bounces.take(dsn(returned_to(row), action="delayed", status="4.2.2"))
        row.refresh_from_db()
        assert row.state == MailState.DELAYED
        bounces.take(dsn(returned_to(row)))
        bounces.take(dsn(returned_to(row), action="delayed", status="4.2.1"))
        row.refresh_from_db()
        assert row.state == MailState.BOUNCED
        assert [s.kind for s in row.steps.all()] == [
            "sent", "delayed", "bounced", "delayed",
        ]  # fmt: skip

    def test_the_same_report_twice_is_one_line(self, inbox):
        row = send()
        for _ in range(3):
            assert bounces.take(dsn(returned_to(row)))
        assert row.steps.filter(kind="bounced").count() == 1

    def test_a_success_changes_nothing(self, inbox):
        row = send()
        assert bounces.take(dsn(returned_to(row), action="delivered", status="2.0.0"))
        row.refresh_from_db()
        assert (row.state, row.steps.count()) == (MailState.SENT, 1)

    @pytest.mark.parametrize(
        "told",
        [
            "Subject: Delivery failed\n\nWe could not deliver your message.",
            "Subject: Out of office\nAuto-Submitted: auto-replied\n\nBack on Monday.",
            "Subject: Mail failure\nContent-Type: multipart/report; boundary=b\n\n--b\n\nNo user\n--b--",
        ],
        ids=["plain words", "holiday", "a report without a status"],
    )
    def test_what_does_not_say_it_clearly_is_unclear(self, inbox, told):
        row = send()
        assert bounces.take(f"To: {returned_to(row)}\n{told}\n".encode())
        row.refresh_from_db()
        assert row.state == MailState.SENT
        assert row.steps.last().kind == "unclear"
        assert row.steps.last().said.startswith(told.split("\n")[0][9:])

    def test_one_that_names_two_fates_is_unclear(self, inbox):
        row = send()
        second = (
            b"\nFinal-Recipient: rfc822; b@learner.example\nAction: delivered\n\n--b\n"
            b"Content-Type: message/rfc822"
        )
        bounces.take(
            dsn(returned_to(row)).replace(
                b"\n--b\nContent-Type: message/rfc822", second
            )
        )
        row.refresh_from_db()
        assert (row.state, row.steps.last().kind) == (MailState.SENT, "unclear")

    def test_forged_and_foreign_reports_change_nothing(self, inbox):
        row = send()
        foreign = return_paths.of(uuid.uuid4())
        forged = returned_to(row).replace("@", "x@")
        for to in ("ada@learner.example", foreign, forged, row.recipient_address):
            assert not bounces.take(dsn(to))
        row.refresh_from_db()
        assert (row.state, MailStep.objects.count()) == (MailState.SENT, 1)

    def test_only_one_mail_is_touched(self, inbox):
        row, other = send(), send(key="award:2")
        bounces.take(dsn(returned_to(row)))
        other.refresh_from_db()
        assert other.state == MailState.SENT

    @pytest.mark.parametrize(
        "data",
        [b"", b"\0" * 100, b"x" * (bounces.MOST_BYTES + 1), b"\xff\xfe" * 50],
        ids=["nothing", "nulls", "too large", "noise"],
    )
    def test_what_is_no_message_is_refused(self, data):
        with pytest.raises(Refused):
            bounces.take(data)

    def test_a_thousand_boxes_in_boxes_are_no_danger(self, inbox):
        row = send()
        boxes = "".join(
            f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n"
            for n in range(5_000)
        )
        data = f"To: {returned_to(row)}\nContent-Type: multipart/mixed; boundary=0\n\n"
        with contextlib.suppress(Refused):  # Python's own limit may be met first
            bounces.take((data + boxes).encode())
        row.refresh_from_db()
        assert row.state == MailState.SENT

    def test_a_null_in_the_words_is_kept_out_of_the_database(self, inbox):
        row = send()
        bounces.take(f"To: {returned_to(row)}\nSubject: no\n\nso\0rry".encode())
        assert "\0" not in row.steps.last().said


class TestTheMailbox:
    @pytest.fixture
    def box(self, inbox, settings, tmp_path):
        settings.LAUREL = dataclasses.replace(
            settings.LAUREL, bounce_mailbox=str(tmp_path / "box")
        )
        return tmp_path / "box"

    def test_a_maildir_is_read_once_and_marked_as_seen(self, box):
        (box / "new").mkdir(parents=True)
        row = send()
        (box / "new" / "1.host").write_bytes(dsn(returned_to(row)))
        (box / "new" / "2.host").write_bytes(b"")
        (box / "new" / "3.host").symlink_to("/etc/hostname")
        bounce_mailbox.read_mailbox()
        row.refresh_from_db()
        assert row.state == MailState.BOUNCED
        assert sorted(p.name for p in (box / "cur").iterdir()) == [
            "1.host:2,S", "2.host:2,S",
        ]  # fmt: skip
        bounce_mailbox.read_mailbox()
        assert row.steps.count() == 2

    def test_a_file_is_read_on_where_it_was_left(self, box):
        first, second = send(), send(key="award:2")
        box.write_bytes(b"From x@y\n" + dsn(returned_to(first)))
        bounce_mailbox.read_mailbox()
        with box.open("ab") as file:
            file.write(b"\nFrom x@y\n" + dsn(returned_to(second)))
        bounce_mailbox.read_mailbox()
        for row in (first, second):
            row.refresh_from_db()
            assert (row.state, row.steps.count()) == (MailState.BOUNCED, 2)

    def test_a_file_that_was_begun_anew_is_read_from_its_beginning(self, box):
        first, second = send(), send(key="award:2")
        box.write_bytes(b"From x@y\n" + dsn(returned_to(first)) + b"\n" * 500)
        bounce_mailbox.read_mailbox()
        box.write_bytes(b"From x@y\n" + dsn(returned_to(second)))
        bounce_mailbox.read_mailbox()
        second.refresh_from_db()
        assert second.state == MailState.BOUNCED

    def test_one_that_is_not_there_is_no_disaster(self, box, caplog):
        bounce_mailbox.read_mailbox()
        assert "cannot be read" in caplog.text


class TestTheHook:
    URL = f"/hooks/mail/{TOKEN}"

    @pytest.fixture(autouse=True)
    def _open(self, inbox, settings):
        settings.LAUREL = dataclasses.replace(settings.LAUREL, hook_token=TOKEN)

    def tell(self, client, events):
        return client.post(self.URL, json.dumps(events), "application/json")

    def test_a_whole_message(self, client):
        row = send()
        answer = client.post(self.URL, dsn(returned_to(row)), "message/rfc822")
        assert answer.json() == {"taken": 1, "unknown": 0}
        row.refresh_from_db()
        assert row.state == MailState.BOUNCED

    def test_events_by_message_id_and_by_return_path(self, client):
        row, other = send(), send(key="award:2")
        answer = self.tell(
            client,
            [
                {
                    "event": "bounced",
                    "message_id": row.message_id.strip("<>"),
                    "said": "550 mailbox full",
                },
                {"event": "delayed", "return_path": returned_to(other)},
                {"event": "bounced", "message_id": "<somebody@elsewhere.example>"},
            ],
        )
        assert answer.json() == {"taken": 2, "unknown": 1}
        row.refresh_from_db()
        other.refresh_from_db()
        assert (row.state, row.server_said) == (MailState.BOUNCED, "550 mailbox full")
        assert other.state == MailState.DELAYED

    def test_without_the_secret_it_is_not_there(self, client, settings):
        row = send()
        data = dsn(returned_to(row))
        assert (
            client.post("/hooks/mail/wrong", data, "message/rfc822").status_code == 404
        )
        settings.LAUREL = dataclasses.replace(settings.LAUREL, hook_token="")
        assert client.post(self.URL, data, "message/rfc822").status_code == 404
        row.refresh_from_db()
        assert row.state == MailState.SENT

    @pytest.mark.parametrize(
        ("data", "kind", "status", "says"),
        [
            (b"{", "application/json", 400, "not JSON"),
            (b"[" * 100_000, "application/json", 400, "not JSON"),
            (b"[1]", "application/json", 400, "Event 1 is no object"),
            (b'[{"event": "exploded"}]', "application/json", 400, "Event 1"),
            (b'{"event": "bounced"}', "application/json", 400, "message_id"),
            (b'{"event": "bounced", "message_id": 7}', "application/json", 400, "text"),
            (b"[" + b"{}," * 600 + b"{}]", "application/json", 400, "At most 500"),
            (b"\xff noise", "message/rfc822", 400, "no message"),
            (b"a=b", "application/x-www-form-urlencoded", 415, "rfc822"),
            (b"x" * (bounces.MOST_BYTES + 1), "message/rfc822", 413, "At most"),
        ],
    )
    def test_what_cannot_be_read_is_refused_by_name(
        self, client, data, kind, status, says
    ):
        answer = client.post(self.URL, data, kind)
        assert answer.status_code == status
        assert says in answer.json()["error"]

    def test_one_slip_changes_nothing(self, client):
        row = send()
        events = [{"event": "bounced", "message_id": row.message_id}, {"event": "?"}]
        assert self.tell(client, events).status_code == 400
        row.refresh_from_db()
        assert row.state == MailState.SENT

    def test_nobody_reads_there(self, client):
        assert client.get(self.URL).status_code == 405


def test_a_report_that_overtakes_our_own_note_is_not_forgotten(inbox, monkeypatch):
    """The server takes the mail, and it comes back before we have written that down."""
    real = mail.smtp.hand_over

    def overtaken(message, server, *, return_path):
        answer = real(message, server, return_path=return_path)
        bounces.take(dsn(return_path))
        return answer

    monkeypatch.setattr(mail.smtp, "hand_over", overtaken)
    assert send().state == MailState.BOUNCED
