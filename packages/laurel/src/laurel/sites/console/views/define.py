"""Defining a badge in four steps, each saved by itself; nothing is awarded before it is published.

The same steps change a published badge: what is written waits in a draft beside it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.errors import ChangedMeanwhile
from laurel.achievements.types import Definition, Editing
from laurel.foundation.errors import NotFound, Refused
from laurel.frameworks import selectors as frameworks
from laurel.organizations.types import Role
from laurel.sites.console import rows
from laurel.sites.console.forms.achievements import (
    EarnedForm,
    PartForm,
    SpellingForm,
    WhatForm,
    skill_row,
)
from laurel.sites.console.forms.design import DesignForm
from laurel.sites.console.forms.fields import MAX_NAME
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.forms.rows import ACT
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.views import designer
from laurel.sites.console.views.badges import editable
from laurel.sites.console.wizard import (
    BY_SLUG,
    MENDED_AT,
    STEPS,
    Step,
    differing,
    said_of,
    shown,
)

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.frameworks.types import Alignment


MOST_FOUND = 8  # skills of one search; more words find the right one


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a badge: blank, or as a copy of another one. It is a draft until it is published."""
    place = enter(request, slug, Role.EDITOR)
    if place.issuer is None:
        messages.warning(request, "A badge needs an issuer. Set it up first.")
        return redirect("console:issuer" if place.may_own else "console:home", slug)
    copied = _copied(place, request)
    said = _as_copy(copied)
    form = WhatForm(request.POST or None, initial=WhatForm.shown(said))
    if request.method == "POST" and form.is_valid():
        said = replace(said, **form.facts())
        if not request.headers.get("HX-Request"):
            try:
                made = achievement_services.define(
                    issuer=place.issuer,
                    definition=said,
                    **_picture_of(copied),
                    publish=False,
                    actor=place.actor,
                )
            except Refused as error:
                show_refusal(form, error)
            else:
                return _onwards(request, place, made, STEPS[0])
    return _page(request, place, STEPS[0], form, said=said, copied=copied)


@require_safe
@signed_in
def badge_edit(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Change a badge: leads to the first step."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    editable(place, badge_id)
    return redirect("console:badge_step", slug, badge_id, STEPS[0].slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_step(
    request: HttpRequest, slug: str, badge_id: str, step: str
) -> HttpResponse:
    """One step of defining or changing a badge."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    found = editable(place, badge_id)
    at = BY_SLUG.get(step)
    if at is None:
        raise NotFound("no such step")
    if found.archived_at is not None:
        messages.warning(request, "It is archived. Take it out of the archive first.")
        return redirect("console:badge", slug, badge_id)
    fixed = achievements.frozen(found)
    if fixed is not None:
        messages.warning(request, fixed.sentence)
        return redirect("console:badge", slug, badge_id)
    if at.form is None:
        return _look(request, place, found, at)
    return _part(request, place, found, at, at.form)


@require_POST
@signed_in
def badge_publish(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Let what was drafted be what is awarded."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    return _publish(request, place, editable(place, badge_id))


@require_POST
@signed_in
def badge_discard(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Forget the changes that were not published."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    try:
        achievement_services.discard_draft(achievement=editable(place, badge_id))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, "The changes are gone. What was published stands.")
    return redirect("console:badge", slug, badge_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_spelling(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Put misspelt words right without a new version."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    found = editable(place, badge_id)
    said = achievements.definition(found.current)
    words = ("name", "description", "criteria")
    lines = EarnedForm.shown(said)["criteria_lines"]
    form = SpellingForm(
        request.POST or None,
        initial={field: getattr(said, field) for field in words}
        | {"criteria_lines": lines},
    )
    if request.method == "POST" and form.is_valid():
        try:
            achievement_services.correct_spelling(
                achievement=found,
                definition=replace(said, **form.cleaned_data),
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(
                request,
                "The class that runs keeps its words. The next one gets yours."
                if achievements.frozen(found)
                else "The spelling is as you wrote it now.",
            )
            return redirect("console:badge", slug, badge_id)
    return show(
        request,
        "console/badges/spelling.html",
        place,
        section="badges",
        form=form,
        badge=rows.badge_of(place.organization, found, awards=0),
        number=found.current.number,
    )


def _part(
    request: HttpRequest,
    place: Place,
    found: "Achievement",
    step: Step,
    kind: type[PartForm],
) -> HttpResponse:
    said = said_of(found)
    found_skills = _found_skills(request, place)
    form = kind(_with_taken(request, found_skills) or None, initial=kind.shown(said))
    _only_before_publishing(form, found)
    seen, theirs = achievements.fingerprint(said, form.parts), []
    if request.method == "POST" and form.is_valid():
        typed = replace(said, **form.facts())
        try:
            achievement_services.save_draft(
                achievement=found,
                definition=typed,
                editing=Editing(
                    form.parts, request.POST.get("seen", ""), _key(request)
                ),
            )
        except ChangedMeanwhile as error:
            form.add_error(None, error.message)
            theirs = differing(form, kind.shown(said), kind.shown(typed))
        except Refused as error:
            show_refusal(form, error)
        else:
            found = editable(place, found.public_id)  # as it is stored now
            said = said_of(found)
            seen = achievements.fingerprint(said, form.parts)
            if "publish" in request.POST:
                return _publish(request, place, found)
            if not (request.headers.get("HX-Request") or ACT in request.POST):
                return _onwards(request, place, found, step)
    return _page(
        request,
        place,
        step,
        form,
        said=said,
        found=found,
        seen=seen,
        theirs=theirs,
        found_skills=found_skills,
    )


def _look(
    request: HttpRequest, place: Place, found: "Achievement", step: Step
) -> HttpResponse:
    name = (found.draft or found.current).name
    form = designer.form_for(request, found.issuer, name=name, found=found)
    if "stage" in request.POST:
        return designer.stage(request, place, found.issuer, form, name=name)
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        try:
            if form.differs:  # else a drawn picture goes on following the name
                achievement_services.picture_draft(
                    achievement=found, **designer.picture(form)
                )
        except Refused as error:
            show_refusal(form, error, {"image": "finished"})
        else:
            designer.tell(request, form)
            found = editable(place, found.public_id)
            if "publish" in request.POST:
                return _publish(request, place, found)
            return _onwards(request, place, found, step)
    again = found.published_at is not None  # its knobs are what somebody comes for
    studio = designer.studio(place, found.issuer, form, name=name, opened=again)
    return _page(
        request, place, step, form, said=said_of(found), found=found, studio=studio
    )


def _publish(request: HttpRequest, place: Place, found: "Achievement") -> HttpResponse:
    slug, first = place.organization.slug, found.published_at is None
    waiting = found.draft is not None
    try:
        version = achievement_services.publish(achievement=found, actor=place.actor)
    except Refused as error:
        messages.error(request, error.message)
        step = MENDED_AT.get(error.field, STEPS[0].slug)
        return redirect("console:badge_step", slug, found.public_id, step)
    if first:
        messages.success(request, "The badge is published. You can award it now.")
    elif waiting:
        messages.success(request, f"Published as version {version.number}.")
    else:
        messages.info(request, "There was nothing to publish.")
    return redirect("console:badge", slug, found.public_id)


def _onwards(
    request: HttpRequest, place: Place, found: "Achievement", step: Step
) -> HttpResponse:
    """To the next step; from the last one to the badge."""
    slug = place.organization.slug
    if "publish" in request.POST:
        return _publish(request, place, found)
    onwards = step.slug if "save" in request.POST else step.following
    if onwards:
        return redirect("console:badge_step", slug, found.public_id, onwards)
    messages.success(request, "Saved. It is not published yet.")
    return redirect("console:badge", slug, found.public_id)


def _page(
    request: HttpRequest,
    place: Place,
    step: Step,
    form: PartForm | DesignForm,
    *,
    said: Definition,
    found: "Achievement | None" = None,
    copied: "Achievement | None" = None,
    seen: str = "",
    theirs: list[tuple[str, str]] | None = None,
    found_skills: "Sequence[Alignment]" = (),
    studio: dict[str, Any] | None = None,
) -> HttpResponse:
    saved = request.method == "POST" and found is not None and not form.errors
    context: dict[str, Any] = {
        **shown(place, step, said=said, found=found, copied=copied),
        "form": form,
        "saved": saved,
        "unsaved": bool(form.errors),
        "seen": seen,
        "key": _key(request),
        "theirs": theirs or [],
        "found_skills": found_skills,
        "studio": studio,
        "find": request.POST.get("find", ""),
    }
    if request.headers.get("HX-Request"):
        return render(
            request, "console/badges/parts/beside.html", {"place": place, **context}
        )
    return show(
        request, "console/badges/wizard.html", place, section="badges", **context
    )


def _found_skills(request: HttpRequest, place: Place) -> "Sequence[Alignment]":
    """The skills of the organisation's frameworks that were searched for."""
    words = request.POST.get("find", "").strip()
    if not words or ACT not in request.POST:
        return ()
    items = frameworks.search(place.organization.pk, words, limit=MOST_FOUND)
    return [item.alignment() for item in items]


def _with_taken(request: HttpRequest, found_skills: "Sequence[Alignment]") -> QueryDict:
    """What was posted, with the skill that was taken from those found as one more row."""
    verb, _, number = request.POST.get(ACT, "").partition(":")
    if verb != "take" or not number.isdecimal() or len(number) > 2:  # noqa: PLR2004
        return request.POST
    data = request.POST.copy()
    for taken in found_skills[int(number) - 1 : int(number)]:
        for column, text in skill_row(taken).items():
            data.appendlist(f"skills-{column}", text)
    return data


def _copied(place: Place, request: HttpRequest) -> "Achievement | None":
    given = request.POST.get("copy") or request.GET.get("copy")
    return editable(place, given) if given else None


def _as_copy(copied: "Achievement | None") -> Definition:
    if copied is None:
        return Definition(name="")
    said = said_of(copied)
    return replace(said, name=f"{said.name[: MAX_NAME - 7]} (copy)")


def _picture_of(copied: "Achievement | None") -> dict[str, Any]:
    """What services take: the picture or the design that the earlier badge was given."""
    if copied is None:
        return {}
    version = copied.draft or copied.current
    if version.image_is_uploaded:
        return {"image": achievements.picture(version).png}
    return {"art": achievements.art(version)}


def _only_before_publishing(form: PartForm, found: "Achievement") -> None:
    # The first award counts on them; where it is earned is changed on the badge's own page.
    if found.published_at is not None:
        for field in ("duplicate_policy", "earn_url"):
            form.fields.pop(field, None)


def _key(request: HttpRequest) -> str:
    """The key of this form, by which its saves know each other."""
    try:
        return str(UUID(request.POST.get("key", "")))
    except ValueError:
        return str(uuid4())
