"""How far somebody is, from what they hold alone. No tables, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from laurel.pathways.types import (
    Branch,
    Earned,
    Item,
    Progress,
    Stand,
    Step,
    Walked,
)

if TYPE_CHECKING:
    from laurel.backpack.types import Held


def earned(held: Iterable["Held"]) -> dict[str, Earned]:
    """Achievement → what they hold of it; of several, one that counts."""
    found: dict[str, Earned] = {}
    for each in held:
        known = found.get(each.achievement)
        if each.achievement and (known is None or not known.counts):
            found[each.achievement] = Earned(
                each.ref, each.issued_on, each.standing.counts
            )
    return found


def walk(
    items: Sequence[Item],
    had: Mapping[str, Earned],
    *,
    is_ordered: bool,
    milestone: str = "",
) -> Progress:
    """Every item with how far somebody is who holds this; what is empty is left out."""
    walked = _row(walkable(items), had, is_ordered=is_ordered, is_reached=True)
    done, of = _units(walked)
    return Progress(walked, done, of, had.get(milestone))


def walkable(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items without branches in which nothing is (yet)."""
    found: list[Item] = []
    for item in items:
        if isinstance(item, Branch):
            inside = walkable(item.items)
            if inside:
                found.append(replace(item, items=inside))
        else:
            found.append(item)
    return tuple(found)


def steps(walked: Iterable[Walked]) -> list[Walked]:
    """The badges among all these items, in their order."""
    found = []
    for each in walked:
        found += [each] if isinstance(each.item, Step) else steps(each.items)
    return found


def badges(items: Iterable[Item]) -> list[Step]:
    """The same among items that nobody has walked yet."""
    found: list[Step] = []
    for each in items:
        found += [each] if isinstance(each, Step) else badges(each.items)
    return found


def following(
    items: Sequence[Item], achievement: str, *, is_ordered: bool
) -> Step | None:
    """The badge that comes next for whoever has this one and what stands before it; None: none."""
    has = Earned(ref="", on=None, counts=True)
    had: dict[str, Earned] = {}
    for item in items:
        inside = [step.achievement for step in badges([item])]
        if achievement in inside:
            break
        if is_ordered:
            had |= dict.fromkeys(inside, has)
    else:
        return None  # it waits at the end of the way, or is not on it
    walked = walk(items, {**had, achievement: has}, is_ordered=is_ordered)
    for each in steps(walked.items):
        if each.stand is Stand.OPEN and isinstance(each.item, Step):
            return each.item
    return None


def _row(
    items: Sequence[Item],
    had: Mapping[str, Earned],
    *,
    is_ordered: bool,
    is_reached: bool,
) -> tuple[Walked, ...]:
    """Items one after another: what is needed holds up what is behind it."""
    found = []
    for item in items:
        walked = _item(item, had, is_ordered=is_ordered, is_reached=is_reached)
        found.append(walked)
        if is_ordered and not item.is_optional and walked.stand is not Stand.DONE:
            is_reached = False
    return tuple(found)


def _item(
    item: Item, had: Mapping[str, Earned], *, is_ordered: bool, is_reached: bool
) -> Walked:
    if isinstance(item, Branch):
        return _branch(item, had, is_ordered=is_ordered, is_reached=is_reached)
    mine = had.get(item.achievement)
    if mine and mine.counts:
        return Walked(item, Stand.DONE, mine)
    if mine:
        return Walked(item, Stand.ENDED, mine)
    return Walked(item, _undone(item, is_reached=is_reached))


def _branch(
    branch: Branch, had: Mapping[str, Earned], *, is_ordered: bool, is_reached: bool
) -> Walked:
    if branch.is_route:
        inside = _row(branch.items, had, is_ordered=is_ordered, is_reached=is_reached)
    else:
        inside = tuple(
            _item(each, had, is_ordered=is_ordered, is_reached=is_reached)
            for each in branch.items
        )
    if _is_done(branch, inside):
        # What is enough already asks for no more.
        return Walked(branch, Stand.DONE, items=tuple(map(_let_go, inside)))
    return Walked(branch, _undone(branch, is_reached=is_reached), items=inside)


def _is_done(branch: Branch, inside: Sequence[Walked]) -> bool:
    done = [each for each in inside if each.stand is Stand.DONE]
    if branch.needed is not None:
        return bool(inside) and len(done) >= branch.required
    return branch.required > 0 and all(
        each.stand is Stand.DONE or each.item.is_optional for each in inside
    )


def _let_go(walked: Walked) -> Walked:
    if walked.stand in (Stand.DONE, Stand.ENDED):
        return walked
    inside = tuple(map(_let_go, walked.items))
    return Walked(walked.item, Stand.OPTIONAL, items=inside)


def _undone(item: Item, *, is_reached: bool) -> Stand:
    if item.is_optional:
        return Stand.OPTIONAL
    return Stand.OPEN if is_reached else Stand.WAITING


def _units(walked: Sequence[Walked]) -> tuple[int, int]:
    """How many steps are done, of how many: a branch counts as often as it asks for."""
    done = of = 0
    for each in walked:
        if each.item.is_optional:
            continue
        if isinstance(each.item, Branch):
            needed = each.item.required
            inside = [
                one
                for one in each.items
                if each.item.needed is not None or not one.item.is_optional
            ]
            done += min(needed, sum(one.stand is Stand.DONE for one in inside))
            of += needed
        else:
            done += each.stand is Stand.DONE
            of += 1
    return done, of
