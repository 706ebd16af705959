"""A person's own plans: what they want to earn, in which order, by when."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max

from laurel.achievements import selectors as achievements
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.pathways import rules, selectors, types
from laurel.pathways.errors import NotFound, Refused
from laurel.pathways.events import PlanChanged, PlanDeleted, PlanMade
from laurel.pathways.models import Plan, PlanItem


@transaction.atomic
def make_plan(*, title: str, achievement_ids: Sequence[str] = (), actor: Actor) -> Plan:
    """Begin a plan, with these badges in this order.

    Raises:
        NotFound: the actor has no account.
        Refused: a fact breaks a rule, a badge is not there, or there are too many; `field`
            names it.
    """
    if actor.account_id is None:
        raise NotFound("nobody's plan")
    if selectors.plans_of(actor.account_id).count() >= types.MOST_PLANS:
        raise Refused(
            f"You have {types.MOST_PLANS} plans, and more are not kept. Delete one first."
        )
    now = clock.now()
    plan = Plan.objects.create(
        account_id=actor.account_id,
        title=rules.title(title, what="the plan"),
        created_at=now,
        changed_at=now,
    )
    _put(plan, achievement_ids)
    events.publish(PlanMade(actor=actor, plan_public_id=plan.public_id))
    return plan


@transaction.atomic
def rename_plan(*, plan: Plan, title: str, actor: Actor) -> Plan:
    """Call it something else.

    Raises:
        Refused: empty or too long.
    """
    row = _locked(plan)
    row.title = rules.title(title, what="the plan")
    return _changed(row, actor)


@transaction.atomic
def add_to_plan(*, plan: Plan, achievement_ids: Sequence[str], actor: Actor) -> Plan:
    """Put badges at its end; what is in it already stays where it is.

    Raises:
        Refused: a badge is not there, or there are too many.
    """
    row = _locked(plan)
    _put(row, achievement_ids)
    return _changed(row, actor)


@transaction.atomic
def arrange_plan(
    *,
    plan: Plan,
    order: Sequence[str],
    notes: Mapping[str, str],
    targets: Mapping[str, dt.date | None],
    actor: Actor,
) -> Plan:
    """Set the order of its badges, the notes on them, and by when each is wanted.

    What is not named keeps its place behind the others; what is not in it is passed over.

    Raises:
        Refused: a note is too long or a day too far; `field` is `note-` or `target-` and the
            badge.
    """
    row = _locked(plan)
    items = {item.achievement.public_id: item for item in selectors.items(row)}
    named = dict.fromkeys(each for each in order if each in items)
    rest = [each for each in items if each not in named]
    today = clock.today()
    for position, badge in enumerate([*named, *rest]):
        item = items[badge]
        item.position = position
        item.note = rules.note(notes.get(badge, item.note), f"note-{badge}")
        wanted = targets.get(badge, item.target_on)
        if wanted != item.target_on:
            item.target_on = rules.target(wanted, f"target-{badge}", today=today)
        item.save(update_fields=["position", "note", "target_on"])
    return _changed(row, actor)


@transaction.atomic
def drop(*, plan: Plan, achievement_id: str, actor: Actor) -> Plan:
    """Take a badge out of the plan.

    Raises:
        NotFound: it is not in it.
    """
    row = _locked(plan)
    gone, _ = row.items.filter(achievement__public_id=achievement_id).delete()
    if not gone:
        raise NotFound("not in this plan")
    return _changed(row, actor)


@transaction.atomic
def delete_plan(*, plan: Plan, actor: Actor) -> str:
    """Delete it for good; its public id. Badges stay as they are."""
    row = _locked(plan)
    public_id = row.public_id
    row.items.all().delete()
    row.delete()
    events.publish(PlanDeleted(actor=actor, plan_public_id=public_id))
    return public_id


def _locked(plan: Plan) -> Plan:
    found = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if found is None:  # deleted in another window
        raise NotFound("no such plan")
    return found


def _changed(plan: Plan, actor: Actor) -> Plan:
    plan.changed_at = clock.now()
    plan.save(update_fields=["title", "changed_at"])
    events.publish(PlanChanged(actor=actor, plan_public_id=plan.public_id))
    return plan


def _put(plan: Plan, achievement_ids: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(achievement_ids))
    if len(wanted) > types.MOST_PLANNED:
        raise _too_many()
    found = {each.public_id: each for each in achievements.earnable_of(wanted)}
    if any(each not in found for each in wanted):
        raise Refused(
            "One of these badges is not offered any more. Choose again.", field="badge"
        )
    inside = set(plan.items.values_list("achievement__public_id", flat=True))
    new = [each for each in wanted if each not in inside]
    if len(inside) + len(new) > types.MOST_PLANNED:
        raise _too_many()
    last = plan.items.aggregate(last=Max("position"))["last"]
    for position, each in enumerate(new, start=0 if last is None else last + 1):
        PlanItem.objects.create(plan=plan, achievement=found[each], position=position)


def _too_many() -> Refused:
    return Refused(
        f"A plan has at most {types.MOST_PLANNED} badges. Make a second one.",
        field="badge",
    )
