"""A college with staff of every role, and a badge that was awarded."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from laurel.accounts.models import Account
from laurel.achievements import services as achievements
from laurel.achievements.types import DuplicatePolicy, Skill
from laurel.desk import services as desk
from laurel.desk.types import VISITOR, About, Kind
from laurel.endorsements import services as endorsements
from laurel.endorsements.types import About as Praised
from laurel.foundation import jobs, tables
from laurel.foundation.actors import SYSTEM
from laurel.frameworks import services as frameworks
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.sheets import services as sheets

from packages.laurel.tests.factories import badges, people


@dataclass
class College:
    """What the tests of the console look at."""

    organization: object
    owner: object
    issuer: object
    achievement: object
    award: object = None

    @property
    def slug(self):
        return self.organization.slug

    def url(self, rest=""):
        return f"/console/{self.slug}/{rest}"

    def badge_url(self, rest=""):
        return self.url(f"badges/{self.achievement.public_id}{rest}")

    def award_url(self, rest=""):
        return self.url(f"awards/{self.award.public_id}{rest}")


def make_college(name="North College", *, policy=DuplicatePolicy.MANY):
    """An organization with its owner, issuer and one badge."""
    organization, owner = people.organization(name)
    issuer = badges.issuer(
        organization,
        name=name,
        email="registrar@north-college.example",
        accent_colour="#d9b65c",
        actor=owner,
    )
    achievement = achievements.create(
        issuer=issuer,
        name="Facilitation: Completed",
        description="Leads a group so that everybody is heard.",
        criteria="- Leads one session\n- Writes a **reflection**",
        skills=[Skill(name="Facilitation", url="https://skills.example/facilitation")],
        duplicate_policy=policy,
        actor=owner,
    )
    return College(organization, owner, issuer, achievement)


def make_sheet(college, text="Name\tOne sentence\nWeaver\tWeaves."):
    """A table of the college's, not yet made."""
    return sheets.open_sheet(
        organization=college.organization,
        table=tables.read(text.encode()),
        actor=college.owner,
    )


def make_framework(college, data=b"Name,URL\nWeaving,https://skills.example/weaving\n"):
    """A framework of the college's."""
    made, _ = frameworks.import_framework(
        organization=college.organization,
        data=data,
        file_name="crafts.csv",
        actor=college.owner,
    )
    return made


def make_award(college, *, name="Ada Lovelace", email="ada@students.example", **facts):
    """An award of the college's badge, with its mail in the viewer."""
    issued = issuing.award(
        achievement=college.achievement,
        recipient_name=name,
        recipient_email=email,
        narrative=facts.pop("narrative", "Led two sessions."),
        evidence=facts.pop("evidence", []),
        issued_on=None,
        expires_on=None,
        idempotency_key=str(uuid4()),
        actor=college.owner,
    )
    jobs.drain()
    return issued.award


def make_ticket(college, *, kind=Kind.ACCESS, email="ada@students.example", **facts):
    """A question about the college's award, at its help desk."""
    ticket = desk.ask(
        about=About(college.issuer, college.award),
        kind=kind,
        **{
            "name": "Ada Lovelace",
            "email": email,
            "text": "The link in the mail is dead.",
            "actor": VISITOR,
            **facts,
        },
    )
    jobs.drain()
    return ticket


def make_endorsement(college, *, by=None):
    """What another issuer says of the college's badge; signed, and not decided."""
    giver = by or badges.issuer(people.organization()[0], name="South Guild")
    version = college.achievement.current
    about = Praised(college.issuer, version=version)
    made = endorsements.give(
        about=about, endorsing=giver, comment="We teach the same.", actor=SYSTEM
    )
    jobs.drain()
    return made


def given_endorsement(college):
    """What the college's issuer says of another issuer."""
    other = badges.issuer(people.organization()[0], name="South Guild")
    return endorsements.give(
        about=Praised(other),
        endorsing=college.issuer,
        comment="They teach well.",
        actor=SYSTEM,
    )


@pytest.fixture
def college(db):
    """North College: owner, issuer, one badge that may be had many times."""
    return make_college()


@pytest.fixture
def awarded(college):
    """North College, and Ada Lovelace has its badge."""
    college.award = make_award(college)
    return college


@pytest.fixture
def staff(college):
    """One person of each role."""
    return {role: people.member(college.organization, role) for role in Role}


def browser_of(actor) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


@pytest.fixture
def owner(college):
    """The browser of the college's owner."""
    return browser_of(college.owner)


def error_beside(response, field):
    """The errors of one field, which the page also shows beside it."""
    assert response.context, response.content[:500]
    form = response.context["form"]
    assert response.status_code == 200
    errors = [str(e) for e in form.errors.get(field, [])]
    page = response.content.decode()
    if errors:
        place = f"id_{form.add_prefix(field)}"
        assert f'id="{place}_error"' in page
        assert f'href="#{place}' in page  # the list of mistakes leads there
    return " ".join(errors)
