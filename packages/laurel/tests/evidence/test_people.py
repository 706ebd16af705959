"""What is kept of people: handed over whole, and let go of with its files."""

import dataclasses

import pytest
from laurel.evidence import privacy, services
from laurel.evidence.models import Assignment, Attachment, Review, Reviewer
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail
from laurel.foundation.people import ERASED, Person

from packages.laurel.tests.factories import evidence, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    """Files go to a folder of their own."""
    settings.LAUREL = dataclasses.replace(settings.LAUREL, data_dir=tmp_path)
    return tmp_path


@pytest.fixture
def work():
    asked = evidence.assigned()
    services.attach_file(assignment=asked, name="plan.pdf", data=evidence.PDF)
    return evidence.reviewed(evidence.sent(asked, "I ask the quietest row."))


def person(*keys, **facts):
    return Person(account_id=None, keys=frozenset(keys), **facts)


def test_everything_is_handed_over_with_the_files(work):
    (kept,) = privacy.export(person("ada@example.org"))
    (row,) = kept.rows
    (sent,) = row["submissions"]
    assert sent["answers"] == {evidence.PRACTICE: "I ask the quietest row."}
    assert sent["reviews"][0]["comment"] == "Clear. Thank you."
    assert list(kept.files.values()) == [evidence.PDF]


def test_nothing_of_it_is_left(work, data_dir, django_capture_on_commit_callbacks):
    jobs.drain()
    assert OutgoingMail.objects.filter(recipient_address="ada@example.org").exists()
    before = {p for p in (data_dir / "files").rglob("*") if p.is_file()}
    with django_capture_on_commit_callbacks(execute=True):
        assert privacy.erase(person("ada@example.org"))
    assert not Assignment.objects.exists()
    assert not Attachment.objects.exists()
    assert not OutgoingMail.objects.filter(recipient_address="ada@example.org").exists()
    after = {p for p in (data_dir / "files").rglob("*") if p.is_file()}
    assert len(before - after) == 1
    assert privacy.erase(person("ada@example.org")) == 0


def test_only_of_the_organization_that_was_asked(work):
    elsewhere = people.organization("South College")[0]
    asked = person("ada@example.org", organization_id=elsewhere.pk)
    assert privacy.erase(asked) == 0
    assert Assignment.objects.exists()


def test_a_reviewer_is_signed_off_and_what_they_found_stays(work):
    label = Review.objects.get().by
    organization = work.assignment.task.organization
    staff = person(
        "mary@example.org",
        labels=frozenset({label}),
        staff_of=frozenset({organization.pk}),
    )
    assert privacy.erase(staff) == 1
    assert Review.objects.get().by == ERASED


def test_an_outside_reviewer_is_taken_out(work):
    task = work.assignment.task
    services.invite_reviewer(
        task=task, name="Emmy Noether", email="emmy@example.org", days=9, actor=SYSTEM
    )
    jobs.drain()
    (kept,) = privacy.export(person("emmy@example.org"))
    assert kept.name == "reviewing"
    assert privacy.erase(person("emmy@example.org"))
    assert Reviewer.objects.get().email == ""
    assert not OutgoingMail.objects.filter(recipient_address="emmy@example.org")
