"""The results of a class: learner by learner, cell by cell, or by a list."""

import dataclasses
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from laurel.classes import access as class_access
from laurel.classes import selectors as classes
from laurel.classes import services
from laurel.classes.errors import WrongCells
from laurel.classes.types import NOTHING, Activity, Entry, Field, Values
from laurel.foundation import clock
from laurel.foundation.errors import NotFound, Refused
from laurel.sites.console import class_pages as pages
from laurel.sites.console.forms import classes as forms
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.views.classes import here

if TYPE_CHECKING:
    from laurel.classes.models import Class, Enrolment
    from laurel.programs.models import Course

MOST_SHOWN = 200  # changes of a list on one page; all of them are counted
MOST_HISTORY = 100
_NUMBER = re.compile(r"[0-9]{1,6}")


def recording(request: HttpRequest, slug: str, class_id: str) -> "tuple[Place, Class]":
    """The place and the class, for whoever may record in it: awarders, and its staff."""
    place = enter(request, slug)
    return place, here(place, class_access.for_recording(place.actor, class_id))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_learners(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """The second step: who takes part."""
    place, found = recording(request, slug, class_id)
    earlier = {
        one.public_id: one
        for one in classes.of_organization(place.organization)[: pages.ON_A_PAGE]
        if one != found
    }
    form = forms.LearnersForm()
    if request.method == "POST":
        form = forms.LearnersForm(request.POST, request.FILES)
    nothing = [("", "None")]
    forms.offer(form, "earlier", nothing + [(k, c.name) for k, c in earlier.items()])
    if request.method == "POST" and form.is_valid():
        try:
            return _enrolled(request, place, found, form, earlier)
        except Refused as error:
            form.add_error(None, error.message)
    return show(
        request,
        "console/classes/learners.html",
        place,
        section="classes",
        found=found,
        form=form,
        has_earlier=bool(earlier),
        count=classes.enrolments(found).count(),
        is_new="new" in request.GET,
        step="learners",
    )


def _enrolled(
    request: HttpRequest,
    place: Place,
    found: "Class",
    form: forms.LearnersForm,
    earlier: "Mapping[str, Class]",
) -> HttpResponse:
    slug = place.organization.slug
    chosen = form.cleaned_data["earlier"]
    if chosen:
        enrolled = services.enrol_again(
            found=found, earlier=earlier[chosen], actor=place.actor
        )
        messages.success(request, f"{enrolled.added:,} enrolled.")
        name = "console:class_badge" if "new" in request.GET else "console:class"
        more = "?new=1" if "new" in request.GET and place.may_edit else ""
        name = name if place.may_edit else "console:class"
        return redirect(reverse(name, args=[slug, found.public_id]) + more)
    brought = services.bring(
        found=found, table=form.table, name=form.name, actor=place.actor
    )
    return _look_at(slug, found, brought.public_id, is_new="new" in request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_import(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """Bring a list of results."""
    place, found = recording(request, slug, class_id)
    courses = {course.public_id: course for course in pages.courses_of(found)}
    form = forms.ResultsForm()
    if request.method == "POST":
        form = forms.ResultsForm(request.POST, request.FILES)
    nothing = [("", "None: the titles say it")]
    forms.offer(form, "course", nothing + [(k, c.name) for k, c in courses.items()])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            brought = services.bring(
                found=found,
                table=form.table,
                name=form.name,
                only=courses.get(said["course"]),
                is_final=said["is_final"],
                actor=place.actor,
            )
        except Refused as error:
            form.add_error(None, error.message)
        else:
            return _look_at(slug, found, brought.public_id)
    return show(
        request,
        "console/classes/import.html",
        place,
        section="classes",
        found=found,
        form=form,
        courses=list(courses.values()),
    )


def _look_at(
    slug: str, found: "Class", list_id: str, *, is_new: bool = False
) -> HttpResponse:
    where = reverse("console:class_brought", args=[slug, found.public_id, list_id])
    return redirect(f"{where}?new=1" if is_new else where)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_brought(
    request: HttpRequest, slug: str, class_id: str, brought_id: str
) -> HttpResponse:
    """What a list would do, before it does."""
    place, found = recording(request, slug, class_id)
    brought = classes.brought(found, brought_id)
    is_new = "new" in request.GET
    if request.method == "POST":
        expected = request.POST.get("expected", "")
        try:
            services.apply(
                found=brought,
                expected=int(expected) if _NUMBER.fullmatch(expected) else -1,
                actor=place.actor,
            )
        except Refused as error:
            messages.warning(request, error.message)
            return _look_at(slug, found, brought_id, is_new=is_new)
        messages.success(request, "Taken over.")
        if is_new and place.may_edit:
            where = reverse("console:class_badge", args=[slug, class_id])
            return redirect(f"{where}?new=1")
        return redirect("console:class", slug, class_id)
    if brought.applied_at is not None:
        messages.info(request, "This list was taken over already.")
        return redirect("console:class", slug, class_id)
    plan = classes.plan(brought)
    return show(
        request,
        "console/classes/brought.html",
        place,
        section="classes",
        found=found,
        brought=brought,
        plan=plan,
        changes=plan.changes[:MOST_SHOWN],
        most=MOST_SHOWN,
        fields={field.value: word for field, word in pages.FIELDS.items()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_results(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """Type results into the grid of learners and courses."""
    place, found = recording(request, slug, class_id)
    field = pages.field_of(request)
    courses = pages.courses_of(found)
    page = pages.page_of(request, found, pages.size_of(courses))
    people = list(page)
    shown = pages.shown(people, courses, field)
    texts, faults = dict(shown.texts), {}
    if request.method == "POST":
        typed = pages.typed(request, people, courses)
        try:
            changed = services.record_cells(
                found=found,
                field=field,
                typed=typed,
                is_final="is_final" in request.POST,
                actor=place.actor,
            )
        except WrongCells as error:
            faults = dict(error.faults)
            texts |= {
                pages.name_of(one.enrolment_id, one.course_id): one.text
                for one in typed
            }
            messages.warning(request, error.message)
        except Refused as error:
            messages.warning(request, error.message)
        else:
            messages.success(
                request,
                f"{changed:,} result{'' if changed == 1 else 's'} recorded."
                if changed
                else "Nothing was different from what is recorded.",
            )
            return redirect(request.get_full_path())
    return show(
        request,
        "console/classes/results.html",
        place,
        section="classes",
        found=found,
        courses=courses,
        page=page,
        rows=pages.inputs(people, courses, texts, faults),
        seen=request.POST.get("seen", shown.seen) if faults else shown.seen,
        field=field,
        fields=pages.FIELDS,
        hint=pages.HINTS[field],
        has_grades=field is Field.GRADE,
        is_final="is_final" in request.POST if faults else not shown.not_final,
        searched=request.GET.get("q", "")[: pages.MAX_SEARCH],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_learner(
    request: HttpRequest, slug: str, class_id: str, learner_id: str
) -> HttpResponse:
    """Everything that is known of one learner in a class, and how it came to be."""
    place = enter(request, slug)
    found = here(place, class_access.for_viewing(place.actor, class_id))
    enrolment = classes.enrolment(found, learner_id)
    courses = pages.courses_of(found)
    chosen = _chosen(request, courses)
    may_record = class_access.may_record(place.actor, found)
    if request.method == "POST" and not may_record:
        raise NotFound("not theirs to record in")
    known = classes.results([enrolment])
    form = None
    if chosen is not None and may_record and enrolment.left_at is None:
        result = known.get((enrolment.pk, chosen.pk))
        was = classes.read(result) if result else NOTHING
        form = forms.ResultForm(request.POST or None, initial=_initial(was))
        if request.method == "POST" and form.is_valid():
            try:
                _record(place, found, enrolment, chosen, _values(form, was))
            except Refused as error:
                show_refusal(form, error)
            else:
                messages.success(request, "Recorded.")
                return redirect("console:class_learner", slug, class_id, learner_id)
    return show(
        request,
        "console/classes/learner.html",
        place,
        section="classes",
        found=found,
        enrolment=enrolment,
        learner=enrolment.learner,
        courses=[
            (course, pages.said(known.get((enrolment.pk, course.pk))))
            for course in courses
        ],
        chosen=chosen,
        form=form,
        may_record=may_record,
        changes=pages.history(classes.changes(enrolment)[:MOST_HISTORY]),
    )


@require_POST
@signed_in
def class_leave(
    request: HttpRequest, slug: str, class_id: str, learner_id: str
) -> HttpResponse:
    """Let a learner take part no more."""
    place, found = recording(request, slug, class_id)
    enrolment = classes.enrolment(found, learner_id)
    services.leave(found=found, learner=enrolment.learner, actor=place.actor)
    messages.success(
        request, f"{enrolment.learner.name} takes part no more. The results stay."
    )
    return redirect("console:class", slug, class_id)


def _chosen(request: HttpRequest, courses: "list[Course]") -> "Course | None":
    wanted = request.GET.get("course", "")
    for course in courses:
        if course.public_id == wanted:
            return course
    if wanted:
        raise NotFound("no such course in this programme")
    return None


def _record(
    place: Place,
    found: "Class",
    enrolment: "Enrolment",
    course: "Course",
    values: Values,
) -> None:
    entry = Entry(enrolment.learner_id, course.pk, values)
    services.record(found=found, entries=[entry], actor=place.actor)


def _initial(values: Values) -> dict[str, Any]:
    said = {None: forms.UNDECIDED, True: forms.PASSED, False: forms.NOT_PASSED}
    numbers = ("grade", "attendance", "participation")
    return {
        **{name: classes.plain(getattr(values, name)) for name in numbers},
        "is_final": values.is_final,
        "passed": said[values.passed],
        "activities": "\n".join(one.name for one in values.activities),
        "note": values.note,
    }


def _values(form: forms.ResultForm, was: Values) -> Values:
    said = form.cleaned_data
    passed = {forms.PASSED: True, forms.NOT_PASSED: False}
    known = {one.name: one for one in was.activities}
    names = dict.fromkeys(
        line.strip() for line in said["activities"].split("\n") if line.strip()
    )
    return dataclasses.replace(
        NOTHING,
        grade=said["grade"],
        is_final=said["is_final"],
        passed=passed.get(said["passed"]),
        attendance=said["attendance"],
        participation=said["participation"],
        activities=tuple(
            known.get(name, Activity(name, clock.now())) for name in names
        ),
        note=said["note"],
    )
