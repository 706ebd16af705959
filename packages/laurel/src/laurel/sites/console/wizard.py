"""The wizard that defines a badge: its steps, and what every one of their pages shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from laurel.achievements import selectors as achievements
from laurel.achievements.types import Definition
from laurel.frameworks import selectors as frameworks
from laurel.sites.console import rows
from laurel.sites.console.checklist import checklist
from laurel.sites.console.forms.achievements import (
    EarnedForm,
    LanguagesForm,
    LapseForm,
    PartForm,
    WhatForm,
)
from laurel.sites.console.forms.results import ResultsForm
from laurel.sites.console.gate import Place

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the wizard."""

    slug: str
    title: str
    lead: str
    form: type[PartForm] | None  # None: the look, which is no part of a Definition
    following: str  # the step after it; empty: it is the last one


STEPS: Final = (
    Step("what", "What is it?", "A name is enough to begin.", WhatForm, "earned"),
    Step(
        "earned",
        "How is it earned?",
        "One criterion is enough. Say what a person does, so that an employer understands it.",
        EarnedForm,
        "look",
    ),
    Step("look", "How does it look?", "It is drawn already.", None, "lapse"),
    Step("lapse", "When does it lapse?", "Most badges never do.", LapseForm, ""),
)
BESIDE: Final = (
    Step(
        "results",
        "Results and related badges",
        "Marks, scores and levels that somebody may have in it.",
        ResultsForm,
        "earned",
    ),
    Step(
        "languages",
        "Other languages",
        "The same badge, told in other languages.",
        LanguagesForm,
        "what",
    ),
)
BY_SLUG: Final = {step.slug: step for step in (*STEPS, *BESIDE)}
# Where the field of a refusal can be mended.
MENDED_AT: Final = {
    field: step.slug
    for step in (*STEPS, *BESIDE)
    if step.form
    for field in step.form.base_fields
}


def said_of(found: "Achievement") -> Definition:
    """What its form shows: what is being written, else what is published."""
    return achievements.definition(found.draft or found.current)


def shown(
    place: Place,
    step: Step,
    *,
    said: Definition,
    found: "Achievement | None",
    copied: "Achievement | None",
) -> dict[str, Any]:
    """The step, where it stands among the others, and the badge beside it."""
    return {
        "step": step,
        "steps": _bar(place, step, found),
        "badge": _badge(place, found),
        "said": said,
        "picture": _picture_address(place, found, said, copied),
        "checklist": checklist(said, _address_of(place, found)),
        "has_frameworks": step.form is EarnedForm
        and frameworks.of_organization(place.organization).exists(),
        "copied": copied,
        "others": [] if found else rows.badges_of(place.organization)[:50],
    }


def differing(
    form: PartForm, theirs: Mapping[str, Any], typed: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """What stands there now, for each field in which it is not what was typed."""
    return [
        (str(form.fields[name].label), _in_words(theirs[name]))
        for name in form.fields
        if theirs[name] != typed[name]
    ]


def _bar(place: Place, here: Step, found: "Achievement | None") -> list[dict[str, Any]]:
    slugs = [step.slug for step in STEPS]
    at = slugs.index(here.slug) if here.slug in slugs else slugs.index(here.following)
    address = _address_of(place, found)
    return [
        {
            "title": step.title,
            "href": address(step.slug),
            "here": step is here,
            "done": number < at,
        }
        for number, step in enumerate(STEPS)
    ]


def _address_of(place: Place, found: "Achievement | None") -> Any:
    """Step → its address; a badge that does not exist yet has one page alone."""

    def address(step: str) -> str:
        slug = place.organization.slug
        if found is None:
            return ""
        return reverse("console:badge_step", args=[slug, found.public_id, step])

    return address


def _badge(place: Place, found: "Achievement | None") -> dict[str, Any] | None:
    if found is None:
        return None
    current = found.current
    return {
        "id": found.public_id,
        "name": (found.draft or current).name,
        "href": reverse(
            "console:badge", args=[place.organization.slug, found.public_id]
        ),
        "published": found.published_at is not None,
        "locked": current.locked_at is not None,
        "number": current.number,
        "next_number": current.number + 1,
        "uploaded": (found.draft or current).image_is_uploaded,
    }


def _picture_address(
    place: Place,
    found: "Achievement | None",
    said: Definition,
    copied: "Achievement | None",
) -> str:
    slug = place.organization.slug
    seen = found or copied
    version = (seen.draft or seen.current) if seen else None
    if seen and version and (version.image_is_uploaded or version.design):
        return reverse("console:badge_picture", args=[slug, seen.public_id])
    return _art_address(place, said.name)


def _art_address(place: Place, name: str) -> str:
    """The address of the picture that a badge of this name would get."""
    art = reverse("console:badge_art", args=[place.organization.slug])
    return f"{art}?{urlencode({'name': name})}"


def _in_words(value: object) -> str:
    if isinstance(value, list):
        texts = (", ".join(filter(None, row.values())) for row in value)
        return "; ".join(texts) or "nothing"
    return str(value or "nothing")
