"""One award takes the place of another: what becomes of the one before.

What it says was true and stays so: nothing is revoked. It only no longer counts as held, so that
the person may have the next one, and comes back if that one is revoked.
"""

from collections.abc import Sequence

from laurel.awards import showing
from laurel.awards.errors import NotRenewable
from laurel.awards.models import Award, HolderChoice
from laurel.awards.types import AwardState, Disclosure


def put_away(after: Award) -> None:
    """Let the award whose place it takes be renewed, in the transaction of the caller.

    Raises:
        NotRenewable: it does not count, was renewed, or is another badge.
    """
    if after.renews_id is None:
        return
    row = Award.objects.select_for_update(of=("self",)).get(pk=after.renews_id)
    if row.state == AwardState.RENEWED.value:
        raise NotRenewable("This badge was renewed already.")
    if row.state != AwardState.ISSUED.value or row.erased_at is not None:
        raise NotRenewable("This badge is not in force, so it cannot be renewed.")
    if row.achievement_id != after.achievement_id:
        raise NotRenewable("A badge is renewed by the same badge.")
    row.state = AwardState.RENEWED.value
    row.save(update_fields=["state"])


def put_away_again(after: Award) -> None:
    """The same, when the award that took its place counts again."""
    if after.renews_id is not None:
        Award.objects.filter(pk=after.renews_id, state=AwardState.ISSUED.value).update(
            state=AwardState.RENEWED.value
        )


def bring_back(after: Award) -> None:
    """The award that took its place was revoked: what was renewed counts again."""
    if after.renews_id is not None:
        Award.objects.filter(pk=after.renews_id, state=AwardState.RENEWED.value).update(
            state=AwardState.ISSUED.value
        )


def show_as_before(after: Award, hidden: Sequence[str]) -> None:
    """What the holder chose for the award before holds for the one that takes its place.

    Pieces of evidence named in `hidden` are kept to the holder and the issuer, as was said when
    they were handed in.
    """
    chosen = None
    if after.renews_id is not None:
        found = HolderChoice.objects.select_related("award")
        chosen = found.filter(award=after.renews_id).first()
    if chosen is not None:
        hidden = _still_hidden(after, chosen, hidden)
    if chosen is None and not hidden:
        return
    nothing_else = Disclosure()
    HolderChoice.objects.create(
        award=after,
        visibility=chosen.visibility if chosen else nothing_else.visibility.value,
        name=chosen.name if chosen else nothing_else.name,
        narrative=chosen.narrative if chosen else nothing_else.narrative,
        hidden_evidence=list(hidden),
        changed_at=after.granted_at,
    )


def _still_hidden(
    after: Award, chosen: HolderChoice, hidden: Sequence[str]
) -> list[str]:
    """Of what stood on the award before, what its holder hid; of what is new, as it was said."""
    now = {showing.evidence_key(item) for item in after.evidence}
    before = {showing.evidence_key(item) for item in chosen.award.evidence}
    new = [key for key in hidden if key not in before]
    return [*new, *(key for key in chosen.hidden_evidence if key in now)]
