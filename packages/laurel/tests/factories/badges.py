"""Issuers, achievements and awards, as services make them."""

import itertools
from functools import cache
from unittest.mock import patch

from laurel.achievements import services as achievement_services
from laurel.achievements.types import Definition, Skill
from laurel.awards.models import Award
from laurel.credentials.models import Credential, StatusSlot
from laurel.design import services as design
from laurel.foundation.actors import SYSTEM
from laurel.issuers import services as issuer_services
from laurel.issuing import services as issuing
from obkit.keys import KeyKind, LocalSigner

from packages.laurel.tests.factories import people

_numbers = itertools.count(1)


def issuer(organization=None, *, actor=SYSTEM, **facts):
    """An issuer with keys; in an organization of its own unless one is given."""
    organization = organization or people.organization()[0]
    # Making an RSA key takes up to a second of one core; tests share one.
    with patch.object(LocalSigner, "generate", _generate):
        return _create(organization, actor, facts)


_really_generate = LocalSigner.generate


def _generate(kind):
    return _shared_rsa() if kind is KeyKind.RSA else _really_generate(kind)


@cache
def _shared_rsa():
    return _really_generate(KeyKind.RSA)


def _create(organization, actor, facts):
    return issuer_services.create(
        organization=organization,
        actor=actor,
        **{
            "name": "North College",
            "url": "https://north-college.example",
            "email": "awards@north-college.example",
            "description": "A college by the sea.",
            "brand_colour": "#1f3d7a",
            "accent_colour": "#e0b04a",
            "logo": None,
            **facts,
        },
    )


def achievement(of=None, *, actor=SYSTEM, **facts):
    """An achievement with drawn art; published unless `publish=False`."""
    more = {
        name: facts.pop(name) for name in ("image", "art", "publish") if name in facts
    }
    # Nor is every badge drawn anew whose name and look a test does not care about.
    is_any = not {"name", "image", "art"} & {*facts, *more}
    with patch.object(design, "_light_png", _shared_png if is_any else _really_drawn):
        return achievement_services.define(
            issuer=of or issuer(), definition=definition(**facts), actor=actor, **more
        )


_really_drawn = design._light_png
_drawn = []


def _shared_png(svg):
    if not _drawn:
        _drawn.append(_really_drawn(svg))
    return _drawn[0]


def definition(**facts):
    """What an achievement says, with these facts."""
    return Definition(
        **{
            "name": f"Applied Data Analytics {next(_numbers)}",
            "description": "Finds the question in a table of figures, and answers it.",
            "criteria": "Passed *all* four courses and presented a finding.",
            "skills": (Skill("Data analysis", "https://skills.example/data-analysis"),),
            **facts,
        },
    )


def award_facts(of, **facts):
    """What an award needs, with a key of its own."""
    number = next(_numbers)
    return {
        "achievement": of,
        "recipient_name": "Ada Lovelace",
        "recipient_email": f"ada-{number}@north-college.example",
        "idempotency_key": f"key-{number}",
        "actor": SYSTEM,
        **facts,
    }


def issued(of=None, **facts):
    """A credential: granted, signed, checked and stored."""
    done = issuing.award(**award_facts(of or achievement(), **facts))
    assert done.credential is not None
    return done.credential


def copies(of, count):
    """So many more awards of the same to the same person, each with its credential.

    Made in the database alone: nothing is signed, so their documents are those of the first.
    """
    award = Award.objects.get(public_id=of.award_public_id)
    awards = [
        copied(award, public_id=f"{n:022}", idempotency_key=f"copy-{n}", once=False)
        for n in range(count)
    ]
    slots = [
        StatusSlot(
            status_list=of.slot.status_list,
            index=(of.slot.index + 1 + n) % of.slot.status_list.size,
            award_public_id=each.public_id,
        )
        for n, each in enumerate(awards)
    ]
    Award.objects.bulk_create(awards)
    StatusSlot.objects.bulk_create(slots)
    Credential.objects.bulk_create(
        copied(of, award_public_id=slot.award_public_id, slot=slot) for slot in slots
    )


def copied(row, **facts):
    """An unsaved row like this one, with other facts."""
    fields = {f.name: getattr(row, f.name) for f in row._meta.fields if f.name != "id"}
    return type(row)(**fields | facts)
