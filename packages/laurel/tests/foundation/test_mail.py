import dataclasses
import datetime as dt
import socket
import ssl
import subprocess
import time

import pytest
from django.db import transaction
from laurel.config.env import Mode, SmtpSecurity
from laurel.foundation import jobs, mail, smtp
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.models import Job, MailState, OutgoingMail

from packages.laurel.tests.foundation import mailserver

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
LETTER = mail.Message(
    key="award:1",
    about="award:1",
    to="ada@learner.example",
    to_name="Ada Lovelace",
    from_name="North College, Ünïversity",
    reply_to="badges@north-college.example",
    subject="North College has awarded you “Facilitation”",
    text="See your badge: https://badges.example/b/1\n",
    html='<p>See your badge</p><img src="cid:badge">',
    pictures=(mail.Picture(name="badge", mime_type="image/png", data=PNG),),
)


@pytest.fixture
def inbox(settings):
    with mailserver.running() as running:
        use_server(settings, running.port)
        yield running


def use_server(settings, port, **more):
    plain = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": SmtpSecurity.NONE,
    }
    settings.LAUREL = dataclasses.replace(settings.LAUREL, **(plain | more))


def send(message: mail.Message = LETTER, **changes: object) -> OutgoingMail:
    row = mail.send(dataclasses.replace(message, **changes))
    jobs.drain(allow_failures=True)
    row.refresh_from_db()
    return row


class TestTheMailThatArrives:
    def test_it_says_who_writes_to_whom(self, inbox):
        row = send()
        assert (row.state, inbox.envelopes) == (
            MailState.SENT,
            [("laurel@localhost", ["ada@learner.example"])],
        )
        arrived = inbox.mails[0]
        assert arrived["From"].addresses[0].display_name == LETTER.from_name
        assert arrived["From"].addresses[0].addr_spec == "laurel@localhost"
        assert arrived["To"].addresses[0].display_name == "Ada Lovelace"
        assert arrived["Reply-To"].addresses[0].addr_spec == LETTER.reply_to
        assert arrived["Subject"] == LETTER.subject
        assert arrived["Message-ID"] == row.message_id

    def test_it_has_a_plain_and_a_dressed_version_and_the_picture_inside(self, inbox):
        send()
        arrived = inbox.mails[0]
        plain = arrived.get_body(("plain",)).get_content()
        assert plain.splitlines() == LETTER.text.splitlines()
        assert LETTER.html in arrived.get_body(("html",)).get_content()
        pictures = [p for p in arrived.walk() if p.get_content_type() == "image/png"]
        assert [p["Content-ID"] for p in pictures] == ["<badge>"]
        assert pictures[0].get_content() == PNG

    def test_the_same_reason_is_one_mail(self, inbox):
        send()
        send(subject="Once more")
        assert len(inbox.mails) == 1

    def test_sending_again_is_a_mail_of_its_own_with_the_same_words(self, inbox):
        row = send()
        mail.resend(row)
        jobs.drain()
        first, second = inbox.mails
        assert first["Message-ID"] != second["Message-ID"]
        assert second["Subject"] == LETTER.subject
        assert [m.state for m in mail.about("award:1")] == [MailState.SENT] * 2
        assert OutgoingMail.objects.count() == 2

    def test_a_change_that_was_rolled_back_sends_nothing(self, inbox):
        with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the change and its end
            mail.send(LETTER)
            raise RuntimeError
        jobs.drain()
        assert inbox.mails == []

    def test_an_address_in_another_script_finds_its_way(self, inbox):
        row = send(to="ada@bücher.example")
        assert row.state == MailState.SENT
        assert inbox.envelopes[0][1] == ["ada@xn--bcher-kva.example"]


class TestAServerThatSaysNo:
    def test_a_refusal_for_good_is_final_and_kept_word_for_word(self, inbox):
        inbox.answer_to_recipient = "550 5.1.1 no such person here"
        row = send()
        assert row.state == MailState.BOUNCED
        assert row.server_said == "550 5.1.1 no such person here"
        assert not Job.objects.exclude(state="done").exists()

    def test_a_refusal_of_the_content_is_final_too(self, inbox):
        inbox.answer_to_data = "554 that looks like spam"
        assert send().state == MailState.BOUNCED

    def test_later_means_later_and_the_same_mail(self, inbox, fixed_clock):
        inbox.answer_to_data = "451 try later"
        row = send()
        assert (row.state, row.server_said) == (MailState.DEFERRED, "451 try later")
        assert (
            dt.timedelta(0) < row.next_try - fixed_clock.now() < dt.timedelta(seconds=6)
        )
        inbox.answer_to_data = "250 taken"
        jobs.drain()
        assert inbox.mails == [], "not before the wait is over"
        fixed_clock.move(dt.timedelta(seconds=6))
        jobs.drain()
        row.refresh_from_db()
        assert (row.state, row.attempts, row.next_try) == (MailState.SENT, 2, None)
        assert [(s.kind, s.said) for s in row.steps.all()] == [
            ("deferred", "451 try later"), ("sent", "accepted"),
        ]  # fmt: skip
        assert inbox.mails[0]["Message-ID"] == row.message_id

    def test_it_is_given_up_in_the_end(self, inbox, fixed_clock):
        inbox.answer_to_recipient = "450 mailbox busy"
        row = send()
        for _ in range(mail.MOST_ATTEMPTS):
            fixed_clock.move(dt.timedelta(hours=7))
            jobs.drain(allow_failures=True)
        row.refresh_from_db()
        assert (row.state, row.attempts) == (MailState.FAILED, mail.MOST_ATTEMPTS)
        assert row.server_said == "450 mailbox busy"


class TestAServerThatIsNotThere:
    def test_nobody_listens(self, settings):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        use_server(settings, port)
        row = send()
        assert row.state == MailState.DEFERRED
        assert "refused" in row.server_said.lower()

    @pytest.mark.parametrize(
        "talk", [mailserver.say_nothing, mailserver.drip], ids=["black hole", "drip"]
    )
    def test_it_never_finishes_what_it_says(self, talk):
        with mailserver.talking(talk) as port:
            began = time.monotonic()
            with pytest.raises(smtp.Unreached):
                smtp.hand_over(
                    smtp.compose(mail.send(LETTER)),
                    smtp.MailServer(
                        host="127.0.0.1", port=port, security="none", whole_seconds=0.5
                    ),
                )
            assert time.monotonic() - began < 3

    def test_the_whole_conversation_is_shorter_than_a_lease(self):
        assert jobs.LEASE.total_seconds() > smtp.WHOLE_SECONDS + smtp.WAIT_SECONDS


class TestEncryption:
    @pytest.fixture
    def certificate(self, tmp_path, monkeypatch):
        key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", key, "-out", cert],
            check=True, capture_output=True,
        )  # fmt: skip
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(cert, key)
        return cert, context

    def test_starttls_and_a_password(self, settings, certificate, monkeypatch):
        cert, context = certificate
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        with mailserver.running(tls_context=context, auth_required=True) as inbox:
            use_server(
                settings,
                inbox.port,
                smtp_host="localhost",
                smtp_security=SmtpSecurity.STARTTLS,
                smtp_user="laurel",
                smtp_password="right",
            )
            row = send()
        assert (row.state, row.server_said) == (MailState.SENT, "accepted")
        assert inbox.was_encrypted == [True]
        assert inbox.signed_in == [(b"laurel", b"right")]

    def test_a_wrong_password_can_still_be_mended(
        self, settings, certificate, monkeypatch
    ):
        cert, context = certificate
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        with mailserver.running(tls_context=context, auth_required=True) as inbox:
            use_server(
                settings,
                inbox.port,
                smtp_host="localhost",
                smtp_security=SmtpSecurity.STARTTLS,
                smtp_user="laurel",
                smtp_password="wrong",
            )
            row = send()
        assert row.state == MailState.DEFERRED
        assert row.server_said.startswith("535")

    def test_a_strangers_certificate_is_not_trusted(self, settings, certificate):
        _, context = certificate
        with mailserver.running(tls_context=context) as inbox:
            use_server(
                settings,
                inbox.port,
                smtp_host="localhost",
                smtp_security=SmtpSecurity.STARTTLS,
            )
            row = send()
        assert row.state == MailState.DEFERRED
        assert "certificate" in row.server_said.lower()
        assert inbox.mails == []

    def test_without_encryption_on_the_other_side_nothing_is_sent(self, settings):
        with mailserver.running() as inbox:
            use_server(settings, inbox.port, smtp_security=SmtpSecurity.STARTTLS)
            row = send()
        assert row.state == MailState.DEFERRED
        assert inbox.mails == []


class TestTheMailViewer:
    def test_without_a_server_mail_is_kept_and_shown(self):
        row = send()
        assert row.state == MailState.KEPT
        assert list(mail.kept()) == [row]
        assert mail.get_kept(row.public_id) == row

    def test_what_was_really_sent_is_not_shown(self, inbox):
        row = send()
        assert not mail.kept().exists()
        with pytest.raises(NotFound):
            mail.get_kept(row.public_id)

    def test_production_keeps_nothing_to_be_shown(self, settings):
        settings.LAUREL = dataclasses.replace(settings.LAUREL, mode=Mode.PRODUCTION)
        assert send().state == MailState.DEFERRED


class TestHeaders:
    """security.md #54: whoever brings a line break could write headers."""

    BREAKS = ("\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029", "\0")

    @pytest.mark.parametrize("field", ["subject", "to_name", "from_name"])
    @pytest.mark.parametrize("sign", BREAKS, ids=ascii)
    def test_a_line_break_is_refused(self, field, sign):
        with pytest.raises(Refused, match="line breaks"):
            mail.send(
                dataclasses.replace(
                    LETTER, **{field: f"Ada{sign}Bcc: all@learner.example"}
                )
            )
        assert not OutgoingMail.objects.exists()

    @pytest.mark.parametrize("field", ["to", "reply_to"])
    @pytest.mark.parametrize(
        "address",
        ["ada@learner.example\nBcc: b@learner.example", "Ada <ada@learner.example>",
         "ada@learner.example, b@learner.example", "ada", "ada@", "@learner.example"],
    )  # fmt: skip
    def test_an_address_is_one_address(self, field, address):
        with pytest.raises(Refused, match="not an e-mail address"):
            mail.send(dataclasses.replace(LETTER, **{field: address}))

    @pytest.mark.parametrize(
        "name",
        ['"Ada" <x@y.example>', "Ada, Countess (of Lovelace)", "عائشة", "A" * 190],
    )
    def test_whatever_a_name_holds_stays_in_the_name(self, inbox, name):
        send(to_name=name, from_name=name)
        arrived = inbox.mails[0]
        assert arrived["To"].addresses[0].display_name == name
        assert [a.addr_spec for a in arrived["To"].addresses] == [LETTER.to]
        assert [a.addr_spec for a in arrived["From"].addresses] == ["laurel@localhost"]

    def test_a_mail_beyond_all_measure_is_refused(self):
        with pytest.raises(Refused, match="too long"):
            mail.send(dataclasses.replace(LETTER, text="x" * (mail.MOST_BODY + 1)))
        big = mail.Picture(
            name="b", mime_type="image/png", data=b"x" * (mail.MOST_PICTURES + 1)
        )
        with pytest.raises(Refused, match="too large"):
            mail.send(dataclasses.replace(LETTER, pictures=(big,)))


def test_a_mail_and_its_job_are_written_together_or_not_at_all(inbox, monkeypatch):
    """Killed between the two, the mail would be known and never leave."""

    def killed(**_):
        raise KeyboardInterrupt

    with monkeypatch.context() as moment:
        moment.setattr(jobs.Job.objects, "get_or_create", killed)
        with pytest.raises(KeyboardInterrupt):
            mail.send(LETTER)
    assert not OutgoingMail.objects.exists()
    assert send().state == MailState.SENT


def test_a_worker_killed_after_the_handover_repeats_the_same_mail(inbox, fixed_clock):
    """The one window that SMTP leaves: accepted, then killed before the commit."""
    row = mail.send(LETTER)
    job = Job.objects.get(key=f"mail:{row.pk}")
    assert jobs._lease(job) is not None
    smtp.hand_over(smtp.compose(row), mail.mail_server())
    # … and here the process is gone: no state was written.
    fixed_clock.move(jobs.LEASE)
    jobs.run(job.pk)
    assert len(inbox.mails) == 2
    assert {m["Message-ID"] for m in inbox.mails} == {row.message_id}
    fixed_clock.move(jobs.LEASE)
    jobs.run(job.pk)
    assert len(inbox.mails) == 2
