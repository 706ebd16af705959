"""Evidence over HTTP: asked for in the console, handed in, reviewed, and seen as its author chose."""

import dataclasses
import datetime as dt
import json
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from laurel.evidence import selectors, tasks
from laurel.foundation import jobs
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.organizations.types import Role
from laurel.programs import services as programs

from packages.laurel.tests.factories import classes, evidence, people
from packages.laurel.tests.sites.console.conftest import browser_of, make_college

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
QUIET = "I ask the quietest row first."


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    """Files go to a folder of their own; rate limits begin anew."""
    cache.clear()
    settings.LAUREL = dataclasses.replace(settings.LAUREL, data_dir=tmp_path)
    return tmp_path


@pytest.fixture
def college(data_dir, fixed_clock):
    """North College with a published badge."""
    return make_college()


@pytest.fixture
def owner(college):
    return browser_of(college.owner)


@pytest.fixture
def assessor(college):
    return browser_of(people.member(college.organization, Role.ASSESSOR))


def read(response):
    """The words of a page."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("&#x27;", "’").split())


def ask(owner, college, **facts):
    """Ask for evidence through the form of the console."""
    response = owner.post(
        college.badge_url("/tasks/new"),
        {
            "title": "Upload a lesson plan",
            "required": evidence.PRACTICE,
            "optional": evidence.INSTITUTION,
            "kinds": ["link", "image", "audio", "video", "pdf", "file"],
            "reminders": "30, 7, 1",
            **facts,
        },
    )
    assert response.status_code == 302, read(response)
    jobs.drain()
    return selectors.tasks_of(college.achievement).last()


def ask_ada(owner, college, task, **facts):
    """Ask one person for it, and take the link from their mail."""
    url = college.url(f"tasks/{task.public_id}/people")
    response = owner.post(url, {"name": "Ada Lovelace", "email": ADA, **facts})
    assert response.status_code == 302, read(response)
    jobs.drain()
    return mailed_link(ADA, "evidence")


def mailed_link(to, kind):
    text = OutgoingMail.objects.filter(recipient_address=to).order_by("-id")[0].text
    return re.search(rf"https?://[^/\s]+(/{kind}/\S+)", text).group(1)


def questions(task):
    return [f"q_{q.id}" for q in selectors.asked(task).questions]


def file(name, data):
    return SimpleUploadedFile(name, data, content_type="text/html")


def decide(assessor, college, task, act="accept", **facts):
    """Open the first of the queue and decide on it."""
    page = assessor.get(college.url("evidence"))
    address = re.search(
        r'href="([^"]+/evidence/[1-9A-Za-z]{22})"', page.content.decode()
    )
    marks = {f"m_{q.id}": "shown" for q in selectors.asked(task).questions}
    return assessor.post(
        address.group(1), {"act": act, "comment": "Clear, thank you.", **marks, **facts}
    )


# --- the window ----------------------------------------------------------------------


def at(fixed_clock, text):
    fixed_clock.at = dt.datetime.fromisoformat(text).astimezone(dt.UTC)


@pytest.mark.requirement("K12")
def test_six_months_after_the_class_in_the_learners_own_time(
    college, owner, assessor, fixed_clock
):
    program = classes.program(college.organization)
    programs.change(
        program=program,
        name=program.name,
        summary="",
        url="",
        contact_name="The training team",
        contact_email="training@north-college.example",
        is_listed=False,
        achievement_ids=[college.achievement.public_id],
        actor=college.owner,
    )
    # The class ends on 3 November 2026 in Auckland; it is asked for while it runs.
    at(fixed_clock, "2026-10-01T12:00+13:00")
    task = ask(owner, college, months="6")
    classes.class_of(
        program,
        first_day=dt.date(2026, 9, 1),
        last_day=dt.date(2026, 11, 3),
        time_zone="Pacific/Auckland",
    )
    jobs.drain()
    # The learner is told when the class is over, and sees the date.
    at(fixed_clock, "2026-11-04T09:00+13:00")
    tasks.remind()
    jobs.drain()
    assert "3 May 2027" in OutgoingMail.objects.get(recipient_address=ADA).text
    link = mailed_link(ADA, "evidence")
    page = read(Client().get(link))
    assert "Due in 180 days, 3 May 2027, your time (Pacific/Auckland)" in page
    # Reminders come.
    for number, day in enumerate(("2027-04-03", "2027-04-26", "2027-05-02"), 2):
        at(fixed_clock, f"{day}T09:00+12:00")
        tasks.remind()
        jobs.drain()
        assert OutgoingMail.objects.filter(recipient_address=ADA).count() == number
    # A submission in the last minute of the last day counts.
    needed, _ = questions(task)
    at(fixed_clock, "2027-05-03T23:59+12:00")
    sent = Client().post(link, {needed: QUIET, "act": "send"})
    assert sent.status_code == 302
    assert selectors.waiting_count(college.organization) == 1
    decide(assessor, college, task, "reject")
    # Somebody else comes a minute later, and is refused with the date and whom to ask.
    at(fixed_clock, "2027-04-30T12:00+12:00")
    owner.post(
        college.url(f"tasks/{task.public_id}/people"),
        {
            "name": "Grace Hopper",
            "email": "grace@example.org",
            "last_day": "2027-05-03",
            "time_zone": "Pacific/Auckland",
        },
    )
    jobs.drain()
    link = mailed_link("grace@example.org", "evidence")
    at(fixed_clock, "2027-05-04T00:00+12:00")
    late = Client().post(link, {needed: QUIET, "act": "send"})
    assert late.status_code == 400
    assert "The last day was 3 May 2027" in read(late)
    assert "training@north-college.example" in read(late)
    # An extension is granted, with a reason that is kept; then it counts.
    people_page = assessor.get(college.url(f"tasks/{task.public_id}/people"))
    more = [
        found
        for found in re.findall(
            r'href="([^"]+/evidence/time/[^"]+)"', people_page.content.decode()
        )
        if "Grace" in read(assessor.get(found))
    ]
    nothing = assessor.post(more[0], {"until": "2027-05-20", "reason": ""})
    assert "Say why" in read(nothing)
    assessor.post(more[0], {"until": "2027-05-20", "reason": "She was ill."})
    jobs.drain()
    event = EventRecord.objects.get(name="evidence.extended")
    assert event.payload["reason"] == "She was ill."
    assert "She was ill." in read(owner.get(college.url("history")))
    assert (
        "20 May 2027"
        in OutgoingMail.objects.filter(recipient_address="grace@example.org")
        .order_by("-id")[0]
        .text
    )
    assert Client().post(link, {needed: QUIET, "act": "send"}).status_code == 302


@pytest.mark.requirement("K13")
def test_one_question_is_needed_and_one_is_not_and_both_are_marked(
    college, owner, assessor
):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    needed, optional = questions(task)
    refused = Client().post(link, {needed: "", optional: "Adopted.", "act": "send"})
    assert refused.status_code == 400
    assert f"Answer “{evidence.PRACTICE}”: it is needed." in read(refused)
    assert Client().post(link, {needed: QUIET, "act": "send"}).status_code == 302
    unmarked = decide(assessor, college, task, **{f"m_{needed[2:]}": ""})
    assert f"Mark “{evidence.PRACTICE}” first." in read(unmarked)
    assert decide(assessor, college, task).status_code == 302
    jobs.drain()
    page = read(Client().get(link))
    assert "Accepted." in page
    assert f"Shown {evidence.PRACTICE}" in page
    assert "Clear, thank you." in page


# --- evidence on the award -----------------------------------------------------------


def handed_in_and_awarded(owner, college, *, is_shown):
    """A lesson plan, uploaded, accepted and awarded in one go; the award's address."""
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    facts = {"is_shown": "on"} if is_shown else {}
    needed, _ = questions(task)
    added = Client().post(
        link, {needed: QUIET, "file": file("plan.pdf", evidence.PDF), "act": "add"}
    )
    assert added.status_code == 302
    sent = Client().post(link, {needed: QUIET, "act": "send", **facts})
    assert sent.status_code == 302
    done = decide(owner, college, task, "award")
    assert done.status_code == 302, read(done)
    jobs.drain()
    return done["Location"]


@pytest.mark.requirement("I15")
def test_a_task_is_set_and_what_is_handed_in_is_evidence_on_the_award(college, owner):
    console_page = handed_in_and_awarded(owner, college, is_shown=True)
    award_id = console_page.rstrip("/").rpartition("/")[2]
    assert "plan.pdf" in read(owner.get(console_page))
    document = json.loads(Client().get(f"/b/{award_id}/credential.json").content)
    answer, plan = document["evidence"]
    assert (answer["name"], answer["narrative"]) == (evidence.PRACTICE, QUIET)
    assert (plan["name"], plan["narrative"]) == ("plan.pdf", "Upload a lesson plan")
    # Its address leads to the file, for everybody: its author wanted that.
    path = re.sub(r"^https?://[^/]+", "", plan["id"])
    assert "plan.pdf" in read(Client().get(path))
    got = Client().get(f"{path}/download")
    assert got.content == evidence.PDF
    assert got["Content-Disposition"].startswith("attachment")


@pytest.mark.requirement("I16", "K28")
def test_the_earner_hides_a_piece_and_the_issuer_still_sees_it(college, owner):
    console_page = handed_in_and_awarded(owner, college, is_shown=True)
    award_id = console_page.rstrip("/").rpartition("/")[2]
    before = json.loads(Client().get(f"/b/{award_id}/credential.json").content)
    path = re.sub(r"^https?://[^/]+", "", before["evidence"][1]["id"])
    ada = Client()
    ada.force_login(people.account(ADA, name="Ada Lovelace"))
    form = ada.get(f"/mine/{award_id}/shown").context["form"]
    posted = {
        "visibility": "unlisted",
        "parts": [
            row["part"].key for row in form.rows() if row["part"].label != "plan.pdf"
        ],
    }
    assert ada.post(f"/mine/{award_id}/shown", posted).status_code == 302
    jobs.drain()
    after = json.loads(Client().get(f"/b/{award_id}/credential.json").content)
    assert [item["name"] for item in after["evidence"]] == [evidence.PRACTICE]
    assert "plan.pdf" not in Client().get(f"/b/{award_id}").content.decode()
    # Nor is the file found at its old address by others; the issuer and its author have it.
    assert Client().get(path).status_code == 404
    assert Client().get(f"{path}/download").status_code == 404
    assert owner.get(f"{path}/download").content == evidence.PDF
    assert ada.get(f"{path}/download").content == evidence.PDF
    assert "plan.pdf" in read(owner.get(console_page))


def test_what_was_never_shown_is_on_the_award_for_the_issuer_alone(college, owner):
    console_page = handed_in_and_awarded(owner, college, is_shown=False)
    award_id = console_page.rstrip("/").rpartition("/")[2]
    assert "plan.pdf" in read(owner.get(console_page))
    document = json.loads(Client().get(f"/b/{award_id}/credential.json").content)
    assert not document.get("evidence")
    assert "plan.pdf" not in Client().get(f"/b/{award_id}").content.decode()


# --- any kind, shown safely ----------------------------------------------------------

KINDS = [
    ("photo.png", evidence.picture(), "<img"),
    ("talk.mp3", evidence.SOUND, "<audio"),
    ("lesson.mp4", evidence.FILM, "<video"),
    ("plan.pdf", evidence.PDF, "Look at plan.pdf"),
    ("page.html", evidence.PAGE, "Download page.html"),
]


@pytest.mark.requirement("I24")
def test_evidence_of_any_kind_is_taken_and_previewed_safely(college, owner, assessor):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    needed, _ = questions(task)
    for name, data, _ in KINDS:
        added = Client().post(link, {"file": file(name, data), "act": "add"})
        assert added.status_code == 302, read(added)
    added = Client().post(
        link,
        {"link": "https://example.org/film", "link_name": "My film", "act": "add"},
    )
    assert added.status_code == 302
    text = "<script>alert(1)</script> & so on"
    assert Client().post(link, {needed: text, "act": "send"}).status_code == 302
    queue = assessor.get(college.url("evidence")).content.decode()
    address = re.search(r'href="([^"]+/evidence/[1-9A-Za-z]{22})"', queue).group(1)
    for page in (assessor.get(address), Client().get(link)):
        body = page.content.decode()
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in body
        for _, _, shown in KINDS:
            assert shown in body
        assert 'rel="nofollow noopener noreferrer"' in body
        assert "media-src 'self'" in page["Content-Security-Policy"]
    work = selectors.waiting(college.organization).get()
    for each in selectors.attachments(work):
        for what in ("play", "download", "preview.png"):
            got = assessor.get(f"/evidence/file/{each.public_id}/{what}")
            if got.status_code != 200:
                continue
            # Never a page of ours: typed by us, not guessed, and shut in.
            assert got["Content-Type"] in (
                "image/png", "audio/mpeg", "video/mp4", "application/pdf",
                "application/octet-stream",
            )  # fmt: skip
            assert got["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in got["Content-Security-Policy"]
            assert got["Content-Disposition"]
            assert "no-store" in got["Cache-Control"]
            if each.kind != "pdf" or what == "download":
                assert "sandbox" in got["Content-Security-Policy"]


def test_sound_is_played_in_parts(college, owner):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    Client().post(link, {"file": file("talk.mp3", evidence.SOUND), "act": "add"})
    body = Client().get(link).content.decode()
    address = re.search(r'src="([^"]+/play[^"]*)"', body).group(1)
    whole = Client().get(address)
    assert (whole.status_code, whole.content) == (200, evidence.SOUND)
    part = Client().get(address, headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, evidence.SOUND[4:10])
    assert part["Content-Range"] == f"bytes 4-9/{len(evidence.SOUND)}"
    end = Client().get(address, headers={"Range": "bytes=-3"})
    assert end.content == evidence.SOUND[-3:]
    beyond = Client().get(address, headers={"Range": "bytes=999999-"})
    assert beyond.status_code == 416
    odd = Client().get(address, headers={"Range": "bytes=a-b"})
    assert odd.status_code == 200


def test_a_file_is_found_by_nobody_who_may_not_have_it(college, owner):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    Client().post(link, {"file": file("plan.pdf", evidence.PDF), "act": "add"})
    found = selectors.assignment(link.split("/")[2])
    (plan,) = selectors.attachments(selectors.newest(found))
    path = f"/evidence/file/{plan.public_id}"
    stranger = Client()
    stranger.force_login(people.account("eve@example.org"))
    for client in (Client(), stranger, owner):  # a draft is its author's alone
        for what in ("", "/play", "/download", f"/download?pass={plan.public_id}"):
            assert client.get(f"{path}{what}").status_code == 404
    other = evidence.assigned(task, person=("Grace Hopper", "grace@example.org"))
    foreign = selectors.pass_to(other.public_id)
    assert Client().get(f"{path}/download?pass={foreign}").status_code == 404


# --- the pages of the learner --------------------------------------------------------


def test_drafts_are_kept_without_an_account_and_there_when_signed_in(college, owner):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    needed, _ = questions(task)
    saved = Client().post(link, {needed: "Half a thought", "act": "save"})
    assert saved.status_code == 302
    ada = Client()
    ada.force_login(people.account(ADA, name="Ada Lovelace"))
    assert "Upload a lesson plan" in read(ada.get("/backpack/"))
    assert "Upload a lesson plan" in read(ada.get("/backpack/evidence"))
    own = ada.get(link)  # whoever is at home here goes there
    assert own.status_code == 302
    assert "Half a thought" in ada.get(own["Location"]).content.decode()


def test_a_link_for_another_address_and_somebody_elses_page_are_not_there(
    college, owner
):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    wrong = Client().get(link[:-3] + "abc")
    assert wrong.status_code == 404
    assert "This link opens nothing any more" in read(wrong)
    eve = Client()
    eve.force_login(people.account("eve@example.org"))
    assert eve.get(f"/backpack/evidence/{link.split('/')[2]}").status_code == 404
    assert eve.get("/backpack/evidence").status_code == 200


def test_what_was_refused_is_said_beside_its_field_and_nothing_typed_is_lost(
    college, owner
):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    needed, _ = questions(task)
    response = Client().post(
        link, {needed: QUIET, "link": "javascript:alert(1)", "act": "add"}
    )
    assert response.status_code == 400
    page = response.content.decode()
    assert "not a web address" in page
    assert QUIET in page
    broken = Client().post(
        link,
        {needed: QUIET, "file": file("a.png", b"\x89PNG\r\n\x1a\nx"), "act": "send"},
    )
    assert broken.status_code == 400
    assert "broken" in read(broken)
    assert selectors.waiting_count(college.organization) == 0


# --- outside reviewers ---------------------------------------------------------------


def test_an_outside_reviewer_decides_by_link_until_it_is_ended(college, owner):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    needed, _ = questions(task)
    Client().post(link, {"file": file("plan.pdf", evidence.PDF), "act": "add"})
    Client().post(link, {needed: QUIET, "act": "send"})
    invited = owner.post(
        college.url(f"tasks/{task.public_id}/reviewers"),
        {"name": "Emmy Noether", "email": "emmy@elsewhere.example", "days": "14"},
    )
    assert invited.status_code == 302
    jobs.drain()
    review = mailed_link("emmy@elsewhere.example", "review")
    queue = Client().get(review)
    assert "Ada Lovelace" in read(queue)
    address = re.search(rf'href="({review}/[^"]+)"', queue.content.decode()).group(1)
    page = Client().get(address)
    assert QUIET in read(page)
    plan = re.search(r'href="([^"]+/download[^"]*)"', page.content.decode()).group(1)
    assert Client().get(plan.replace("&amp;", "&")).content == evidence.PDF
    done = Client().post(
        address,
        {"act": "return", "comment": "Say how you know.", f"m_{needed[2:]}": "partly"},
    )
    assert done.status_code == 302
    jobs.drain()
    assert "Say how you know." in read(Client().get(link))
    people_page = owner.get(college.url(f"tasks/{task.public_id}/people"))
    end = re.search(r'action="([^"]+/end)"', people_page.content.decode()).group(1)
    assert owner.post(end).status_code == 302
    gone = Client().get(review)
    assert gone.status_code == 404
    assert "Ask whoever invited you" in read(gone)


def test_the_queue_shows_the_oldest_first_and_what_was_decided(
    college, owner, assessor, fixed_clock
):
    task = ask(owner, college)
    for name in ("Ada", "Grace"):
        person = (name, f"{name.lower()}@example.org")
        evidence.sent(evidence.assigned(task, person=person))
        fixed_clock.move(dt.timedelta(days=2))
    page = read(assessor.get(college.url("evidence")))
    assert "2 wait, the longest for 4 days." in page
    assert page.index("Ada") < page.index("Grace")
    decide(assessor, college, task)
    assert "1 waits, for 2 days." in read(assessor.get(college.url("evidence")))
    assert "Accepted" in read(assessor.get(college.url("evidence?show=done")))


def test_archived_tasks_are_asked_of_nobody(college, owner):
    task = ask(owner, college)
    link = ask_ada(owner, college, task)
    owner.post(college.url(f"tasks/{task.public_id}/archive"))
    needed, _ = questions(task)
    refused = Client().post(link, {needed: QUIET, "act": "send"})
    assert "asked of nobody any more" in read(refused)
