"""The demo: three stories, told by the same services that people use."""

import datetime as dt
from dataclasses import replace

import pytest
from laurel.accounts.models import Account
from laurel.awards.models import Award
from laurel.credentials.models import Credential
from laurel.foundation import clock
from laurel.foundation.actors import Actor
from laurel.issuing import demo
from laurel.issuing.demo_stories import STORIES, Fate
from laurel.organizations import access, selectors
from laurel.organizations.types import Role
from laurel.verification import services as verification
from obkit.verify import Verdict

pytestmark = pytest.mark.django_db


def test_it_is_loaded_once_and_is_what_it_says():
    first, again = demo.load(), demo.load()
    assert first == again
    owner = Account.objects.get(email=first.owner_email)
    owned = list(selectors.of_account(owner.pk))
    assert {o.name for o in owned} == {s.name for s in STORIES}
    actor = Actor.person(owner.pk)
    assert all(access.for_role(actor, o.slug, Role.OWNER) for o in owned)
    awards = [(s, a) for s in STORIES for e in s.achievements for a in e.awards]
    assert Award.objects.count() == Credential.objects.count() == len(awards)
    for story in STORIES:
        of_story = Credential.objects.filter(issuer__name=story.name)
        fates = {
            Fate.REVOKED
            if c.is_revoked
            else Fate.EXPIRED
            if c.expired(clock.now())
            else Fate.VALID
            for c in of_story
        }
        assert fates == set(Fate), story.name
    assert (
        verification.verify_link(url=first.public_award_url).verdict is Verdict.VERIFIED
    )
    picture = first.baked_png_path.read_bytes()
    assert verification.verify(data=picture).verdict is Verdict.VERIFIED
    assert all(c.recipient_email.endswith(".example") for c in Credential.objects.all())


def test_half_a_load_is_completed(monkeypatch):
    demo.load()
    whole = Credential.objects.count()
    # As if the process had been killed before the last story's issuer was made.
    monkeypatch.setattr(demo, "STORIES", STORIES[:1])
    assert demo.load()
    monkeypatch.undo()
    demo.load()
    assert Credential.objects.count() == whole


def test_an_instance_with_older_stories_still_starts(monkeypatch):
    first = demo.load()
    newer = [
        replace(
            story,
            achievements=tuple(
                replace(
                    e,
                    awards=tuple(replace(a, narrative="Told anew.") for a in e.awards),
                )
                for e in story.achievements
            ),
        )
        for story in STORIES
    ]
    monkeypatch.setattr(demo, "STORIES", newer)
    assert demo.load() == first


def test_every_date_of_the_stories_is_past_on_the_day_they_were_written():
    awards = [a for s in STORIES for e in s.achievements for a in e.awards]
    assert all(a.issued_on and a.issued_on < dt.date(2026, 1, 1) for a in awards)
    ada = [a for a in awards if a.name == "Ada Lovelace"]
    assert [a.issued_on for a in ada] == sorted(a.issued_on for a in ada)


def test_stories_without_the_shown_award_are_a_mistake(monkeypatch):
    monkeypatch.setattr(demo, "STORIES", ())
    with pytest.raises(LookupError):
        demo.load()
