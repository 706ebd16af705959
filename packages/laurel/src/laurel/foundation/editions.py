"""The edition of what public pages tell of badges: a number that grows when any of it changes.

Whoever keeps what a page says keeps it for one edition, and may then keep it for long. What says
whether a badge holds is not part of it, and is asked for every time.
"""

from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F, IntegerField, Subquery
from django.db.models.functions import Coalesce

from laurel.foundation.models import Edition

_ONLY = 1  # there is one row


def now() -> Coalesce:
    """The edition of this moment, as a column of whatever query: it costs no other statement."""
    number = Subquery(Edition.objects.filter(pk=_ONLY).values("number"))
    return Coalesce(number, 0, output_field=IntegerField())


def turn() -> None:
    """Begin another edition when this transaction is committed; until then nothing changed.

    Not within it: whoever changes anything would wait for whoever else does.
    """
    transaction.on_commit(partial(_turn), robust=True)


def _turn() -> None:
    if Edition.objects.filter(pk=_ONLY).update(number=F("number") + 1):
        return
    try:
        with transaction.atomic():
            Edition.objects.create(pk=_ONLY, number=1)
    except IntegrityError:  # somebody else made it at the same moment
        _turn()
