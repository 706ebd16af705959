"""One rule for every way in: a higher badge wants the lower ones, and the answer names them."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.cache import cache
from laurel.awards.models import Award
from laurel.batches import selectors as batch_selectors
from laurel.batches.errors import Refused
from laurel.batches.types import Verdict
from laurel.classes.types import Activity
from laurel.eligibility import selectors as rules
from laurel.eligibility import services as eligibility
from laurel.families import selectors, services
from laurel.foundation import clock, jobs
from laurel.foundation.actors import SYSTEM
from laurel.programs import selectors as programs
from laurel.tokens.types import Scope

from packages.laurel.tests.factories import badges, batches, classes, families, tokens

from .conftest import browser_of

LOWEST, MIDDLE = "Facilitation: Completed", "Facilitation: Demonstrated"
ADA = "ada@example.org"
DAY = "2026-11-14"


@pytest.fixture
def run(college):
    """A class with Ada Lovelace in it, of a programme of one course."""
    cache.clear()
    program = classes.program(college.organization, courses=("Facilitation",))
    return classes.class_of(program, time_zone="UTC")


@pytest.fixture
def tiers(college, run):
    """The three badges of the course; each is awarded by itself to whoever meets its rule."""
    family = services.from_framework(
        issuer=college.issuer,
        course="Facilitation",
        results_of=programs.courses(run.program)[0],
        is_automatic=True,
        actor=SYSTEM,
    )
    return selectors.tiers(family)


def by_form(college, badge, email=ADA):
    facts = {
        "recipient_name": "Ada Lovelace",
        "recipient_email": email,
        "issued_on": DAY,
    }
    return browser_of(college.owner).post(
        college.url(f"badges/{badge.public_id}/award"),
        facts | {"idempotency_key": str(uuid4())},
    )


def by_list(badge, email=ADA):
    """The file and the grid are checked by the same function."""
    made = batches.draft(
        badge, data=f"Name,E-mail,Issued\nAda Lovelace,{email},{DAY}\n".encode()
    )
    (row,) = batch_selectors.rows(made)
    return made, row


def by_api(college, client, badge, email=ADA):
    secret = tokens.made(college.organization, Scope.AWARD).secret
    return client.post(
        "/api/v1/awards",
        json.dumps({"badge": badge.public_id, "recipient": {"name": "Ada Lovelace", "email": email}}),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {secret}",
        HTTP_IDEMPOTENCY_KEY=str(uuid4()),
    )  # fmt: skip


def record(run, **values):
    """Results as they arrive; what follows from them follows."""
    classes.record(run, programs.courses(run.program)[0], **values)
    jobs.drain()


def let_people_decide(badge):
    """Let a person decide from now on, by the same rule."""
    eligibility.set_rule(
        achievement=badge,
        requirement=rules.requirement_of(badge),
        is_automatic=False,
        actor=SYSTEM,
    )


def did(name):
    return (Activity(name, clock.now()),)


@pytest.mark.requirement("K9")
def test_without_the_lower_badge_no_way_leads_to_the_higher_one(
    college, client, run, tiers
):
    _, middle, _ = tiers
    # By itself: everything is there but the lower badge.
    record(run, activities=did("Course work"))
    (one,) = rules.dry_run(middle).would_not
    assert any(LOWEST in sentence for sentence in one.missing)
    # By form.
    assert LOWEST in str(by_form(college, middle).context["form"].errors)
    # From a file, or in the grid.
    made, row = by_list(middle)
    assert row.verdict == Verdict.BAD
    assert any(LOWEST in finding["text"] for finding in row.findings)
    with pytest.raises(Refused):
        batches.submitted(made, expected=1)
    # By another program.
    no = by_api(college, client, middle)
    assert no.status_code == 409
    assert LOWEST in no.json()["detail"]
    assert not Award.objects.filter(achievement__in=tiers).exists()
    # With it, the same facts are enough: the last one of them arrives, and both are awarded.
    record(
        run,
        attendance=Decimal(100),
        participation=Decimal(100),
        activities=did("Course work"),
    )
    held = Award.objects.filter(recipient_key=ADA).order_by("pk")
    assert [award.version.name for award in held] == [LOWEST, MIDDLE]


@pytest.mark.requirement("K9")
@pytest.mark.parametrize("way", ["form", "list", "api"])
def test_with_what_it_takes_every_way_leads_there(college, client, tiers, run, way):
    lowest, middle, _ = tiers
    record(run, attendance=Decimal(100), participation=Decimal(100))
    assert Award.objects.filter(achievement=lowest, recipient_key=ADA).exists()
    # Of the four activities none is known yet: still no, and not because of the badge below.
    no = str(by_form(college, middle).context["form"].errors)
    assert "Course work" in no
    assert LOWEST not in no
    # Nobody awards by itself from here on, so that the way in has to.
    let_people_decide(middle)
    record(
        run,
        attendance=Decimal(100),
        participation=Decimal(100),
        activities=did("Assignments"),
    )
    if way == "form":
        assert by_form(college, middle).status_code == 302
    elif way == "list":
        _, row = by_list(middle)
        assert row.verdict == Verdict.READY
    else:
        assert by_api(college, client, middle).status_code == 201
    if way != "list":
        assert Award.objects.filter(achievement=middle, recipient_key=ADA).count() == 1


@pytest.mark.requirement("K11")
def test_the_highest_wants_both_and_loses_its_ground_with_the_lowest(
    college, owner, client, tiers
):
    highest = tiers[-1]
    _, row = by_list(highest)
    for said in (
        str(by_form(college, highest).context["form"].errors),
        " ".join(finding["text"] for finding in row.findings),
        by_api(college, client, highest).json()["detail"],
    ):
        assert LOWEST in said
        assert MIDDLE in said
    waived = {"waiver": "Examined by hand.", "recipient_email": ADA}
    credentials = [badges.issued(badge, **waived) for badge in tiers]
    families.revoke(credentials[0])
    page = owner.get(college.url(f"awards/{credentials[2].award_public_id}"))
    assert "A lower badge is missing" in page.content.decode()
