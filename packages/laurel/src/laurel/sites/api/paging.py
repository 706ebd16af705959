"""Lists in parts: what was asked for, and where the next part begins."""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from laurel.sites.api.root import wrong

MOST = 100  # in one answer
Row = TypeVar("Row", bound=Model)

PARAMETERS: tuple[dict[str, Any], ...] = (
    {
        "name": "after",
        "in": "query",
        "description": "`next` of the part before.",
        "schema": {"type": "string"},
    },
    {
        "name": "limit",
        "in": "query",
        "description": f"How many; {MOST} at most.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST},
    },
)


def know(request: HttpRequest, *names: str) -> None:
    """Refuse what is not asked for here: a misspelt filter would list everything."""
    for name in request.GET:
        if name not in (*names, "after", "limit"):
            raise wrong("there is no such parameter.", field=name[:40])


def part(request: HttpRequest, rows: "QuerySet[Row]") -> tuple[list[Row], str | None]:
    """The part that was asked for of rows with a public id, and `next`."""
    limit = _limit(request.GET.get("limit", str(MOST)))
    rows = rows.order_by("-pk")
    if after := request.GET.get("after", ""):
        before = rows.filter(public_id=after).values_list("pk", flat=True).first()
        if before is None:
            raise wrong("there is none of that id.", field="after")
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return found[:limit], _id_of(found[limit - 1]) if more else None


def _id_of(row: Any) -> str:
    found: str = row.public_id
    return found


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise wrong(f"a number from 1 to {MOST}.", field="limit")
    return int(text)


def documented(*filters: tuple[str, str]) -> dict[str, Collection[Any]]:
    """What the OpenAPI document says of a list with these filters."""
    own = [
        {"name": name, "in": "query", "description": says, "schema": {"type": "string"}}
        for name, says in filters
    ]
    return {"parameters": [*own, *PARAMETERS]}
