"""Batches, as services make them."""

import itertools

from laurel.batches import selectors, services
from laurel.batches.types import Duplicates, When
from laurel.foundation.actors import SYSTEM

from packages.laurel.tests.factories import badges

_numbers = itertools.count(1)


def table(people: int, *, first: int = 1) -> bytes:
    """A CSV file of so many people."""
    lines = ["Name,E-mail,Issued"]
    lines += [
        f"Learner {n},learner-{n}@north-college.example,2026-11-14"
        for n in range(first, first + people)
    ]
    return "\n".join(lines).encode()


def draft(of=None, *, data=None, people=3, actor=SYSTEM, **facts):
    """A batch that was read and checked."""
    batch = services.create(
        achievement=of or badges.achievement(),
        data=table(people) if data is None else data,
        actor=actor,
        **{"key": f"form-{next(_numbers)}", **facts},
    )
    batch.refresh_from_db()
    return batch


def submitted(batch, *, actor=SYSTEM, **facts):
    """A batch that somebody pressed Award for."""
    chosen = facts.get("duplicates", Duplicates(batch.duplicates))
    return services.submit(
        batch=batch,
        actor=actor,
        **{
            "duplicates": chosen,
            "when": When.NOW,
            "expected": selectors.tally(batch).going(chosen),
            **facts,
        },
    )
