"""Reading sheets."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.sheets.models import Sheet
from laurel.sheets.types import Field, Progress

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


def unfinished(organization: "Organization") -> QuerySet[Sheet]:
    """The organization's sheets that are still being corrected, the newest first."""
    return (
        Sheet.objects.filter(organization=organization, made_at=None)
        .defer("rows")
        .order_by("-opened_at", "-pk")
    )


def values(sheet: Sheet) -> list[tuple[int, dict[Field, str]]]:
    """What each row says in each field, with its number; rows without anything are left out."""
    found = []
    for row in sheet.rows:
        said = {field: _value(sheet, row, field) for field in Field}
        if any(text.strip() for text in said.values()):
            found.append((row["number"], said))
    return found


def progress(sheet: Sheet) -> Progress:
    """How far its achievements are."""
    entries = sheet.entries.order_by("number").values_list(
        "number", "achievement_public_id", "refusal"
    )
    return Progress(
        all=len(entries),
        made=sum(1 for _number, made, _refusal in entries if made),
        refused=tuple((number, said) for number, _made, said in entries if said),
    )


def _value(sheet: Sheet, row: dict[str, object], field: Field) -> str:
    typed, cells = row["typed"], row["cells"]
    assert isinstance(typed, dict)  # noqa: S101 - for the type checker: we wrote it
    assert isinstance(cells, list)  # noqa: S101 - for the type checker, too
    if field.value in typed:
        return str(typed[field.value])
    column = sheet.columns.get(field.value)
    return str(cells[column]) if column is not None else ""


def made(sheet: Sheet) -> list[str]:
    """The public ids of the achievements that came of it so far, in its order."""
    return list(
        sheet.entries.exclude(achievement_public_id="")
        .order_by("number")
        .values_list("achievement_public_id", flat=True)
    )
