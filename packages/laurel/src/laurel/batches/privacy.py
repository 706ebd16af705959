"""The rows about people in the tables that somebody brought."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import BatchState, RowState
from laurel.foundation import files
from laurel.foundation.people import ERASED, Kept, Person, acted, within, without


def export(person: Person) -> Sequence[Kept]:
    """Their rows, as they came and as they stand."""
    rows = tuple(
        {
            "batch": row.batch.public_id,
            "row": row.number,
            "cells": row.cells,
            "values": row.values,
            "award": row.award_public_id,
        }
        for row in _theirs(person).select_related("batch").order_by("pk")
    )
    return (Kept("table-rows", rows=rows),)


def erase(person: Person) -> int:
    """Empty their rows, and forget the files that the rows came from.

    A row that was not awarded yet goes wholly; the batch is one smaller.
    """
    theirs = _theirs(person)
    concerned = list(Batch.objects.filter(rows__in=theirs).distinct())
    changed = sum(_forget_file(batch) for batch in concerned)
    for batch in concerned:
        Batch.objects.filter(pk=batch.pk).update(
            problem=without(batch.problem, person.words),
            returned_words=without(batch.returned_words, person.words),
            revocation_wording=without(batch.revocation_wording, person.words),
        )
    changed += theirs.filter(state=RowState.OPEN.value).delete()[0]
    changed += theirs.update(
        cells=[], values={}, recipient_key="", findings=[], held="", problem=""
    )
    return changed + _sign_off(person)


def _theirs(person: Person) -> QuerySet[BatchRow]:
    theirs = Q(recipient_key__in=person.keys) | Q(award_public_id__in=person.award_ids)
    return BatchRow.objects.filter(theirs, within(person, "batch__organization"))


def _forget_file(batch: Batch) -> int:
    # The name is a digest and stays: the same file is still known when it comes again.
    waiting = Batch.objects.filter(
        source=batch.source, state=BatchState.READING.value
    ).exists()
    if not batch.source or waiting:
        return 0
    files.delete(batch.source)
    return 1


def _sign_off(person: Person) -> int:
    changed = 0
    for column in ("made_by_label", "decided_by_label", "revoked_by_label"):
        found = Batch.objects.filter(acted(person, column))
        changed += found.update(**{column: ERASED})
    return changed
