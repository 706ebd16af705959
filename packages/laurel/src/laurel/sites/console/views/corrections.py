"""What is wrong with an award is put right: correct, suspend, reinstate."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from laurel.awards.types import Evidence
from laurel.credentials import access as credential_access
from laurel.credentials import services as credential_services
from laurel.foundation import clock
from laurel.foundation.errors import Refused
from laurel.issuing import services as issuing
from laurel.issuing.errors import ChangedMeanwhile
from laurel.organizations.types import Role
from laurel.sites.console import detail
from laurel.sites.console.forms.awards import (
    CorrectionForm,
    ReinstatementForm,
    SuspensionForm,
)
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import enter, show, signed_in

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

SIGNED_SOON = "It is signed and sent in a moment, by itself."


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_correct(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Correct what a badge says: the facts, then before and after, and only then the act."""
    place = enter(request, slug, Role.AWARDER, award_id=award_id)
    found = detail.visible(place, award_id)
    credential = credential_access.for_changing(place.actor, award_id)
    if not credential.is_active:
        messages.warning(request, "It is not in force. Reinstate it, then correct it.")
        return redirect("console:award", slug, award_id)
    form = CorrectionForm(
        request.POST or None,
        today=clock.today(),
        initial=_facts_of(found, credential),
    )
    step = request.POST.get("step", "look") if request.method == "POST" else ""
    changes: list[dict[str, str]] = []
    if step in {"look", "correct"} and form.is_valid():
        changes = _changes(found, form.cleaned_data)
        if not changes:
            form.add_error(None, "Nothing is different yet. Change what is wrong.")
    if changes and step == "correct":
        try:
            corrected = issuing.correct(
                award=found, actor=place.actor, **_wanted(found, form.cleaned_data)
            )
        except ChangedMeanwhile as error:
            messages.warning(request, error.message)
            return redirect("console:award", slug, award_id)
        except Refused as error:
            show_refusal(form, error)
            changes = []
        else:
            said = "The new badge is at the old address, and its mail on its way."
            messages.success(
                request, f"Corrected. {said if corrected else SIGNED_SOON}"
            )
            return redirect("console:award", slug, award_id)
    newest = found.achievement.current
    return show(
        request,
        "console/awards/correct.html",
        place,
        section="awards",
        form=form,
        changes=changes,
        newer=newest.number if newest.pk != found.version_id else 0,
        award=detail.shown(place, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_suspend(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Take a badge out of force for now."""
    place = enter(request, slug, Role.AWARDER, award_id=award_id)
    found = detail.visible(place, award_id)
    credential = credential_access.for_changing(place.actor, award_id)
    form = SuspensionForm(request.POST or None)
    if not credential.is_active:
        messages.warning(request, "This badge is not in force already.")
        return redirect("console:award", slug, award_id)
    if request.method == "POST" and form.is_valid():
        try:
            credential_services.suspend(
                credential=credential, actor=place.actor, **form.cleaned_data
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(
                request, "Suspended. Whoever checks it is told so from now on."
            )
            return redirect("console:award", slug, award_id)
    return show(
        request,
        "console/awards/suspend.html",
        place,
        section="awards",
        form=form,
        award=detail.shown(place, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def award_reinstate(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Let a suspended or revoked badge count again, at its old address."""
    place = enter(request, slug, Role.AWARDER, award_id=award_id)
    found = detail.visible(place, award_id)
    credential = credential_access.for_changing(place.actor, award_id)
    if credential.is_active:
        messages.warning(request, "This badge is in force already.")
        return redirect("console:award", slug, award_id)
    form = ReinstatementForm(
        request.POST or None, initial={"seen": credential.generation}
    )
    if request.method == "POST" and form.is_valid():
        try:
            again = issuing.reinstate(
                award=found, actor=place.actor, **form.cleaned_data
            )
        except ChangedMeanwhile as error:
            messages.warning(request, error.message)
            return redirect("console:award", slug, award_id)
        except Refused as error:
            show_refusal(form, error)
        else:
            said = "It is valid again at its old address."
            messages.success(request, f"Reinstated. {said if again else SIGNED_SOON}")
            return redirect("console:award", slug, award_id)
    return show(
        request,
        "console/awards/reinstate.html",
        place,
        section="awards",
        form=form,
        award=detail.shown(place, found),
    )


def _facts_of(found: "Award", credential: "Credential") -> dict[str, Any]:
    """The facts as they stand, to be typed over."""
    return {
        "recipient_name": found.recipient_name,
        "recipient_email": found.recipient_email,
        "narrative": found.narrative,
        "evidence": "\n".join(
            detail.as_line(piece) for piece in found.evidence if piece["url"]
        ),
        "issued_on": found.issued_on or credential.issued_at.date(),
        "expires_on": found.expires_on,
        "seen": credential.generation,
    }


def _evidence(found: "Award", typed: list[tuple[str, str]]) -> list[Evidence]:
    """The links as typed, with the sentences that stand with them; texts without link stay."""
    said = {(p["name"], p["url"]): p["narrative"] for p in found.evidence}
    kept = [Evidence(**piece) for piece in found.evidence if not piece["url"]]
    links = [
        Evidence(name=name, url=url, narrative=said.get((name, url), ""))
        for name, url in typed
    ]
    return [*links, *kept]


def _wanted(found: "Award", facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the service is asked for: a day that nobody touched stays unsaid."""
    wanted = {**facts, "evidence": _evidence(found, facts["evidence"])}
    if not _is_other_day(found, facts):
        wanted["issued_on"] = None
    return wanted


def _is_other_day(found: "Award", facts: Mapping[str, Any]) -> bool:
    return bool(facts["issued_on"] != (found.issued_on or found.granted_at.date()))


def _changes(found: "Award", facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """Every fact that would differ, before and after."""
    evidence = [
        {"name": p.name, "url": p.url, "narrative": p.narrative}
        for p in _evidence(found, facts["evidence"])
    ]
    pairs = [
        ("recipient_name", found.recipient_name, facts["recipient_name"]),
        ("recipient_email", found.recipient_email, facts["recipient_email"]),
        ("narrative", found.narrative, facts["narrative"]),
        ("evidence", found.evidence, evidence),
        ("expires_on", found.expires_on, facts["expires_on"]),
    ]
    if _is_other_day(found, facts):
        before = found.issued_on or found.granted_at.date()
        pairs.append(("issued_on", before, facts["issued_on"]))
    if facts["newest_version"]:
        newest = found.achievement.current.number
        pairs.append(("version", found.version.number, newest))
    return [
        detail.changed(name, before, after)
        for name, before, after in pairs
        if before != after
    ]
