"""Nothing lost, nothing doubled: every step may be the last one before a crash."""

import datetime as dt
import os
import subprocess
import sys
import textwrap
import threading

import pytest
from django.db import connections
from laurel.awards import services as awards
from laurel.awards.errors import AlreadyAwarded
from laurel.awards.models import Award
from laurel.awards.types import AwardState
from laurel.credentials import services as credentials
from laurel.credentials.models import Credential, StatusSlot
from laurel.credentials.types import RevocationReason
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.issuing import composition, services, steps
from laurel.issuing.errors import OwnOutputRefused
from laurel.issuing.failpoints import Step
from laurel.issuing.models import Intent

from packages.laurel.tests.factories import badges


class Crash(Exception):
    """The process dies here, as far as a test can play it."""


@pytest.fixture
def crash_at(monkeypatch):
    def arm(step):
        def reached(at):
            if at is step:
                monkeypatch.setattr(steps, "reached", lambda _step: None)
                raise Crash(step)

        monkeypatch.setattr(steps, "reached", reached)

    return arm


@pytest.fixture
def signatures(monkeypatch):
    """Everything that was ever signed, also by attempts that died."""
    made = []
    for name in ("sign_embedded", "sign_jwt"):
        real = getattr(steps.obkit_issue, name)

        def sign(*args, real=real, **kwargs):
            made.append(real(*args, **kwargs))
            return made[-1]

        monkeypatch.setattr(steps.obkit_issue, name, sign)
    return made


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", Step)
def test_a_crash_after_any_step_leaves_one_credential_with_one_content(
    step, crash_at, signatures
):
    facts = badges.award_facts(badges.achievement())
    crash_at(step)
    with pytest.raises(Crash):
        services.award(**facts)
    again = services.award(**facts)
    jobs.drain()
    credential = Credential.objects.get()
    assert again.credential == credential
    assert Award.objects.get().state == AwardState.ISSUED
    assert Intent.objects.get().finished_at is not None
    assert StatusSlot.objects.count() == 1
    documents = {made for made in signatures if isinstance(made, bytes)}
    tokens = {made for made in signatures if isinstance(made, str)}
    assert documents == {bytes(credential.document)}
    assert tokens == {credential.jwt}
    assert EventRecord.objects.filter(name="credential.issued").count() == 1
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", Step)
def test_the_job_finishes_what_the_request_began(step, crash_at):
    crash_at(step)
    with pytest.raises(Crash):
        services.award(**badges.award_facts(badges.achievement()))
    jobs.drain()
    assert Credential.objects.count() == OutgoingMail.objects.count() == 1


KILLER = """
    import os, signal, sys
    import django
    django.setup()
    from django.core.management import call_command
    from django.db import connections
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.foundation import jobs
    from laurel.foundation.actors import SYSTEM
    from laurel.foundation.models import OutgoingMail
    from laurel.issuing import services, steps
    from laurel.issuing.failpoints import Step
    from packages.laurel.tests.factories import badges

    achievement = badges.achievement()
    for number, step in enumerate(Step, start=1):
        connections.close_all()
        child = os.fork()
        if child == 0:
            def reached(at):
                if at is step:
                    os.kill(os.getpid(), signal.SIGKILL)
            steps.reached = reached
            # The counter of the factory is the parent's: it does not move for a child.
            facts = {"recipient_email": f"{step}@north-college.example", "idempotency_key": step}
            services.award(**badges.award_facts(achievement, **facts))
            os._exit(0)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL, step
        jobs.drain()
        assert Award.objects.count() == number, step
        assert Credential.objects.count() == number, step
        assert OutgoingMail.objects.count() == number, step
        assert {a.state for a in Award.objects.all()} == {"issued"}, step
    print("survived", number)

    award = Award.objects.first()
    for number, step in enumerate(Step, start=2):
        connections.close_all()
        child = os.fork()
        if child == 0:
            def reached(at):
                if at is step:
                    os.kill(os.getpid(), signal.SIGKILL)
            steps.reached = reached
            services.correct(award=award, narrative=f"Led {number}.", actor=SYSTEM)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL, step
        jobs.drain()
        if step is Step.RESERVED:  # nothing was decided yet
            services.correct(award=award, narrative=f"Led {number}.", actor=SYSTEM)
        jobs.drain()
        generations = Credential.objects.filter(award_public_id=award.public_id)
        assert generations.count() == number, step
        assert generations.exclude(status="superseded").get().generation == number, step
        assert OutgoingMail.objects.filter(subject__contains="corrected").count() == number - 1
    print("corrected", number)
"""


@pytest.mark.slow
def test_kill_9_after_any_step_loses_and_doubles_nothing(tmp_path):
    """A real process, a real database file, a real SIGKILL."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(KILLER)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "laurel.config.settings.test",
            "LAUREL_DATABASE_URL": f"sqlite:///{tmp_path / 'laurel.sqlite3'}",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert f"survived {len(Step)}" in done.stdout
    assert f"corrected {len(Step) + 1}" in done.stdout


@pytest.mark.django_db(transaction=True)
def test_request_and_job_at_the_same_time_issue_once():
    award = awards.grant(**badges.award_facts(badges.achievement()))
    start, found = threading.Barrier(4), []

    def work():
        start.wait()
        try:
            found.append(bytes(services.issue(award_id=award.public_id).document))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert set(found) == {bytes(Credential.objects.get().document)}
    assert StatusSlot.objects.count() == Intent.objects.count() == 1
    assert EventRecord.objects.filter(name="credential.issued").count() == 1


@pytest.mark.django_db
def test_somebody_faster_with_the_intent_is_believed():
    award = awards.grant(**badges.award_facts(badges.achievement()))
    first = steps._intended(award)
    assert steps._intended(award) == first
    assert str(first).endswith(award.public_id)


@pytest.mark.django_db(transaction=True)
def test_what_does_not_verify_is_not_shipped(monkeypatch):
    """The list cannot be read: nothing is known, so nothing is stored; later it is."""
    from obkit.resolve import MemoryFetcher

    facts = badges.award_facts(badges.achievement())
    with monkeypatch.context() as offline:
        offline.setattr(steps.verification, "_fetcher", lambda: MemoryFetcher({}))
        waiting = services.award(**facts)
        with pytest.raises(OwnOutputRefused, match="unreachable"):
            services.issue(award_id=waiting.award.public_id)
    assert waiting.credential is None
    assert waiting.award.state == AwardState.APPROVED
    assert not Credential.objects.exists()
    jobs.drain()
    assert Credential.objects.get().award_public_id == waiting.award.public_id


@pytest.mark.django_db
def test_an_unknown_award_is_not_found():
    with pytest.raises(NotFound):
        services.issue(award_id="absent")


@pytest.mark.django_db
@pytest.mark.parametrize("drained", [True, False])
def test_after_a_revocation_the_badge_can_be_awarded_again(drained):
    """Also before the job that frees the place has run."""
    achievement = badges.achievement()
    email = {"recipient_email": "ada@north-college.example"}
    first = badges.issued(achievement, **email)
    with pytest.raises(AlreadyAwarded):
        badges.issued(achievement, **email)
    credentials.revoke(
        credential=first,
        reason=RevocationReason.DUPLICATE,
        public_wording="A double.",
        actor=SYSTEM,
    )
    if drained:
        jobs.drain()
        assert Award.objects.get().state == AwardState.REVOKED
    second = badges.issued(achievement, **email)
    jobs.drain()
    assert second.award_public_id != first.award_public_id
    states = {a.public_id: a.state for a in Award.objects.all()}
    assert states == {
        first.award_public_id: AwardState.REVOKED,
        second.award_public_id: AwardState.ISSUED,
    }


@pytest.mark.django_db
def test_only_a_revoked_credential_frees_its_place():
    credential = badges.issued()
    assert not services.release_if_revoked(award_id=credential.award_public_id)
    assert not services.release_if_revoked(award_id="absent")


@pytest.mark.django_db
def test_every_award_is_mailed_once_to_the_address_as_entered():
    credential = badges.issued(recipient_email="Ada@North-College.example")
    jobs.drain()
    mail = OutgoingMail.objects.get()
    assert mail.recipient_address == "Ada@North-College.example"
    assert mail.about == f"award:{credential.award_public_id}"
    assert mail.sender_name == "North College"
    page = f"http://localhost:8000/b/{credential.award_public_id}"
    for words in (mail.text, mail.html):
        assert page in words
        assert f"{page}/badge.png" in words


@pytest.mark.django_db
def test_the_logo_of_the_issuer_travels_in_the_mail():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    badges.issued(badges.achievement(badges.issuer(logo=svg)))
    jobs.drain()
    assert "cid:logo" in OutgoingMail.objects.get().html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("issued_on", "expires_on", "begins", "ends"),
    [
        (None, None, "2026-11-21T14:02:05", None),
        (dt.date(2026, 11, 1), None, "2026-11-01T00:00:00", None),
        # Where it is tomorrow already; a credential must not begin in the future.
        (dt.date(2026, 11, 22), None, "2026-11-21T14:02:05", None),
        (None, dt.date(2026, 11, 21), "2026-11-21T14:02:05", "2026-11-21T23:59:59"),
    ],
)
def test_days_become_moments(fixed_clock, issued_on, expires_on, begins, ends):
    credential = badges.issued(issued_on=issued_on, expires_on=expires_on)
    assert credential.issued_at.isoformat().startswith(begins)
    assert (credential.valid_until and credential.valid_until.isoformat()[:19]) == ends


def test_a_moment_has_no_fractions_in_a_document():
    award = Award(issued_on=None)
    now = dt.datetime(2026, 11, 21, 14, 2, 5, 999_999, tzinfo=dt.UTC)
    assert composition.awarded_at(award, now=now).microsecond == 0
