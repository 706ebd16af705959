"""Handing in: drafts, what is needed, what a file really is, until when."""

import dataclasses
import datetime as dt
import sys

import pytest
from laurel.evidence import selectors, services, tasks
from laurel.evidence.errors import NotOpen, Refused, TooLate
from laurel.evidence.models import Attachment, Submission
from laurel.evidence.types import LEARNER, Kind, Scan, State, Verdict
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord

from packages.laurel.tests.factories import evidence

pytestmark = pytest.mark.django_db
LAST = dt.date(2027, 5, 3)


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    """Files go to a folder of their own."""
    settings.LAUREL = dataclasses.replace(settings.LAUREL, data_dir=tmp_path)
    return tmp_path


@pytest.fixture
def asked():
    """Somebody who is asked for something of every kind."""
    return evidence.assigned()


@pytest.fixture
def kept(data_dir, asked):
    """The files that came since: the badge has pictures of its own."""

    def found():
        return {path for path in (data_dir / "files").rglob("*") if path.is_file()}

    before = found()
    return lambda: found() - before


def scanner(settings, command):
    settings.LAUREL = dataclasses.replace(settings.LAUREL, virus_scanner=command)


def test_a_draft_is_kept_and_nobody_waits_for_it():
    asked = evidence.assigned()
    evidence.answer(asked, "Half a thought")
    draft = selectors.newest(selectors.assignment(asked.public_id))
    assert draft.state == State.DRAFT
    assert list(draft.answers.values()) == ["Half a thought"]
    assert not selectors.waiting(asked.task.organization)


@pytest.mark.requirement("K13")
def test_without_the_needed_answer_it_is_refused_without_the_other_it_is_accepted():
    asked = evidence.assigned()
    evidence.answer(asked, "", "The department has adopted it.")
    with pytest.raises(
        Refused, match="How has it changed your own practice"
    ) as refusal:
        services.send(assignment=asked, actor=LEARNER)
    question = selectors.asked_now(asked).questions[0]
    assert refusal.value.field == f"q_{question.id}"
    evidence.answer(asked, "I ask the quietest row first.", "")
    work = services.send(assignment=asked, actor=LEARNER)
    assert work.state == State.SENT
    # The reviewer marks each question; what was not answered needs no mark.
    work = selectors.submission(work.public_id)
    with pytest.raises(Refused, match="Mark “How has it changed"):
        services.review(
            submission=work, verdict=Verdict.ACCEPT, marks={}, comment="", actor=SYSTEM
        )
    services.review(
        submission=work,
        verdict=Verdict.ACCEPT,
        marks={question.id: "partly"},
        comment="",
        actor=SYSTEM,
    )
    done = selectors.submission(work.public_id)
    assert done.state == State.ACCEPTED
    assert done.reviews.get().marks == {question.id: "partly"}


@pytest.mark.parametrize(
    ("name", "data", "kind", "called"),
    [
        ("photo.png", evidence.picture(), Kind.IMAGE, "photo.png"),
        ("photo", evidence.picture(kind="JPEG"), Kind.IMAGE, "photo.jpg"),
        ("talk.mp3", evidence.SOUND, Kind.AUDIO, "talk.mp3"),
        ("lesson.mp4", evidence.FILM, Kind.VIDEO, "lesson.mp4"),
        ("plan.pdf", evidence.PDF, Kind.PDF, "plan.pdf"),
        ("figures.xlsx", evidence.ANYTHING, Kind.FILE, "figures.xlsx"),
        ("picture.png", evidence.PAGE, Kind.FILE, "picture.png"),
        ("../../etc/pass\u202ewd", evidence.ANYTHING, Kind.FILE, "pass wd"),
    ],
)
def test_a_file_is_what_its_bytes_say(name, data, kind, called):
    made = services.attach_file(assignment=evidence.assigned(), name=name, data=data)
    assert (made.kind, made.name, made.size) == (kind, called, len(data))
    assert selectors.data(made) == data
    assert bool(made.preview) == (kind is Kind.IMAGE)
    if kind is Kind.FILE:
        assert made.media_type == "application/octet-stream"


def test_the_preview_of_a_picture_is_made_by_us():
    hidden = evidence.picture() + b"<script>secret</script>"
    made = services.attach_file(
        assignment=evidence.assigned(), name="a.png", data=hidden
    )
    png = selectors.preview(made)
    assert png.startswith(b"\x89PNG")
    assert b"secret" not in png


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"x" * (15 * 1024 * 1024 + 1), "15 MB fit"),
        (b"\x89PNG\r\n\x1a\n broken", "broken"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_not_kept(data, says, asked, kept):
    with pytest.raises(Refused, match=says) as refusal:
        services.attach_file(assignment=asked, name="a", data=data)
    assert refusal.value.field == "file"
    assert not kept()


def test_what_is_not_asked_for_is_refused_by_its_name():
    asked = evidence.assigned(evidence.task(kinds=[Kind.PDF]))
    with pytest.raises(Refused, match=r"This is a picture\. Asked for is a PDF"):
        services.attach_file(assignment=asked, name="a.pdf", data=evidence.picture())
    with pytest.raises(Refused, match="A link is not asked for"):
        services.attach_link(assignment=asked, url="https://example.org/")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "plan"])
def test_only_a_web_address_is_a_link(url):
    with pytest.raises(Refused, match="not a web address"):
        services.attach_link(assignment=evidence.assigned(), url=url)


def test_there_is_an_end_to_files():
    asked = evidence.assigned()
    for number in range(10):
        services.attach_link(assignment=asked, url=f"https://example.org/{number}")
    with pytest.raises(Refused, match="At most 10 files and links"):
        services.attach_file(assignment=asked, name="a", data=b"one more")


def test_what_is_taken_out_again_is_gone(
    asked, kept, django_capture_on_commit_callbacks
):
    made = services.attach_file(assignment=asked, name="a", data=evidence.picture())
    assert len(kept()) == 2  # itself, and the preview
    with django_capture_on_commit_callbacks(execute=True):
        services.detach(assignment=asked, attachment_id=made.public_id)
    assert not kept()


def test_the_same_file_of_two_people_is_two_files(asked, kept):
    other = evidence.assigned(asked.task, person=("Grace Hopper", "grace@example.org"))
    for each in (asked, other):
        services.attach_file(assignment=each, name="a", data=b"the same bytes")
    assert len(kept()) == 2


def test_what_was_sent_stays_as_it_is():
    work = evidence.sent()
    for change in (
        lambda: evidence.answer(work.assignment, "Otherwise"),
        lambda: services.attach_link(
            assignment=work.assignment, url="https://example.org"
        ),
        lambda: services.send(assignment=work.assignment, actor=LEARNER),
    ):
        with pytest.raises(NotOpen):
            change()
    assert Submission.objects.get().answers == work.answers


def test_a_question_that_is_corrected_keeps_its_answer():
    task = evidence.task()
    asked = evidence.assigned(task)
    evidence.answer(asked, "I ask the quietest row first.")
    facts = {
        name: getattr(task, name)
        for name in ("title", "instructions", "months", "reminders", "reviews_needed")
    }
    changed = services.change(
        task=task,
        required=["How has it changed what you do?"],
        optional=[evidence.INSTITUTION],
        rubric=[],
        kinds=list(Kind),
        actor=SYSTEM,
        **facts,
    )
    again = selectors.assignment(asked.public_id)
    question = selectors.asked(changed).questions[0]
    assert question.text == "How has it changed what you do?"
    assert selectors.newest(again).answers == {
        question.id: "I ask the quietest row first."
    }


# --- until when ----------------------------------------------------------------------


@pytest.fixture
def due(fixed_clock):
    """Somebody in Auckland whose last day is 3 May 2027."""
    return evidence.assigned(last_day=LAST, time_zone="Pacific/Auckland")


def at(fixed_clock, text):
    fixed_clock.at = dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def test_the_last_minute_of_the_last_day_counts_where_the_learner_is(due, fixed_clock):
    at(fixed_clock, "2027-05-03T23:59:59+12:00")
    assert evidence.sent(due).state == State.SENT


def test_a_minute_later_it_is_refused_and_says_when_and_whom_to_ask(due, fixed_clock):
    evidence.answer(due, "Ready since yesterday")
    at(fixed_clock, "2027-05-04T00:00:00+12:00")
    with pytest.raises(TooLate) as refusal:
        services.send(assignment=due, actor=LEARNER)
    said = refusal.value.message
    assert "The last day was 3 May 2027 (Pacific/Auckland)" in said
    assert "awards@north-college.example" in said
    with pytest.raises(TooLate):
        services.attach_file(assignment=due, name="a", data=b"late")


def test_an_extension_needs_a_reason_and_is_kept(due, fixed_clock):
    at(fixed_clock, "2027-05-05T12:00:00+12:00")
    with pytest.raises(Refused, match="Say why"):
        services.extend(
            assignment=due, until=dt.date(2027, 5, 20), reason=" ", actor=SYSTEM
        )
    with pytest.raises(Refused, match="after 2027-05-05"):
        services.extend(assignment=due, until=LAST, reason="Ill", actor=SYSTEM)
    services.extend(
        assignment=due, until=dt.date(2027, 5, 20), reason="Ill", actor=SYSTEM
    )
    again = selectors.assignment(due.public_id)
    assert evidence.sent(again).state == State.SENT
    granted = again.extensions.get()
    assert (granted.before, granted.until, granted.reason) == (
        LAST, dt.date(2027, 5, 20), "Ill",
    )  # fmt: skip
    event = EventRecord.objects.get(name="evidence.extended")
    assert event.payload["reason"] == "Ill"


def test_what_is_returned_on_the_last_day_may_be_improved_for_two_weeks(
    due, fixed_clock
):
    at(fixed_clock, "2027-05-03T20:00:00+12:00")
    work = evidence.sent(due)
    evidence.reviewed(work, Verdict.RETURN, comment="Say how you know.")
    at(fixed_clock, "2027-05-17T23:00:00+12:00")
    again = selectors.assignment(due.public_id)
    assert selectors.is_open(again)
    second = evidence.sent(again, "I counted.")
    assert second.number == 2
    assert set(second.answers.values()) == {"I counted."}
    evidence.reviewed(second, Verdict.RETURN, comment="Almost.")
    at(fixed_clock, "2027-06-30T12:00:00+12:00")
    assert not selectors.is_open(selectors.assignment(due.public_id))


def test_what_was_returned_is_in_the_form_again_with_its_files(due):
    services.attach_file(assignment=due, name="plan.pdf", data=evidence.PDF)
    work = evidence.sent(due)
    evidence.reviewed(work, Verdict.RETURN, comment="Say how you know.")
    draft = evidence.answer(due, "I counted.")
    (again,) = draft.attachments.all()
    assert selectors.data(again) == evidence.PDF
    assert again.public_id != work.attachments.get().public_id


# --- viruses -------------------------------------------------------------------------


def command(code):
    return (
        f"{sys.executable} -c 'import sys; sys.stdin.buffer.read(); sys.exit({code})'"
    )


def test_without_a_scanner_nobody_claims_that_somebody_looked():
    made = services.attach_file(assignment=evidence.assigned(), name="a", data=b"x")
    assert made.scan == Scan.NONE


def test_a_clean_file_says_so(settings):
    scanner(settings, command(0))
    made = services.attach_file(assignment=evidence.assigned(), name="a", data=b"x")
    assert made.scan == Scan.CLEAN


def test_a_file_with_a_virus_is_refused_and_not_kept(settings, asked, kept):
    scanner(settings, command(1))
    with pytest.raises(Refused, match="found something"):
        services.attach_file(assignment=asked, name="a", data=b"x")
    assert not kept()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "broken", [command(2), "/no/such/program", "clamd:/no/such/socket", "clamd:x:y"]
)
def test_a_scanner_that_cannot_look_holds_the_file_back(settings, broken):
    scanner(settings, broken)
    asked = evidence.assigned()
    made = services.attach_file(assignment=asked, name="a", data=b"x")
    assert made.scan == Scan.HELD
    work = evidence.sent(asked)
    with pytest.raises(Refused, match="could not be checked for viruses yet"):
        evidence.reviewed(work)
    # It answers again: the file is let through, and can be accepted.
    scanner(settings, command(0))
    tasks.scan_held()
    assert Attachment.objects.get().scan == Scan.CLEAN
    assert evidence.reviewed(work).state == State.ACCEPTED


def test_a_virus_that_is_found_later_takes_the_file_away(
    settings, asked, kept, django_capture_on_commit_callbacks
):
    scanner(settings, command(2))
    services.attach_file(assignment=asked, name="a", data=b"x")
    scanner(settings, command(1))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.scan_held()
    found = Attachment.objects.get()
    assert (found.scan, found.digest) == (Scan.INFECTED, "")
    assert not kept()
    with pytest.raises(selectors.NotFound):
        selectors.data(found)
