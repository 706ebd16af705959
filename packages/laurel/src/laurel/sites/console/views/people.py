"""Who belongs to the organisation: inviting, changing, removing, leaving."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.foundation import clock, mail
from laurel.foundation.errors import Refused
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.errors import InvitationOver
from laurel.organizations.types import InvitationState, Role
from laurel.sites.console import roles, rows
from laurel.sites.console.forms.people import InvitationForm, RoleForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, account_id_of, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.organizations.models import Invitation, Membership

MOST_SHOWN = 100  # invitations; the older ones are in the log

STATES = {
    InvitationState.OPEN: ("neutral", "Open"),
    InvitationState.ACCEPTED: ("valid", "Accepted"),
    InvitationState.DECLINED: ("expired", "Declined"),
    InvitationState.WITHDRAWN: ("revoked", "Withdrawn"),
    InvitationState.EXPIRED: ("expired", "Expired"),
}


@require_safe
@signed_in
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who belongs to the organisation, what each may do, and who is invited."""
    place = enter(request, slug)
    members = list(organizations.members(place.organization))
    return show(
        request,
        "console/people/list.html",
        place,
        section="people",
        members=[_member(place, found) for found in members],
        invitations=_invitations(place) if place.may_own else [],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def people_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite somebody by e-mail."""
    place = enter(request, slug, Role.OWNER)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = organization_services.invite(
                organization=place.organization,
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"The invitation to {made.email} is on its way.")
            return redirect("console:people", slug)
    return show(
        request, "console/people/invite.html", place, section="people", form=form
    )


@require_POST
@signed_in
def invitation_resend(
    request: HttpRequest, slug: str, invitation_id: str
) -> HttpResponse:
    """Mail an invitation once more; the link of the first mail is dead then."""
    place = enter(request, slug, Role.OWNER)
    found = organizations.invitation(place.organization, invitation_id)
    try:
        organization_services.resend(invitation=found, actor=place.actor)
    except InvitationOver:
        messages.warning(request, "This invitation is over. Invite the person anew.")
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, f"A new link is on its way to {found.email}.")
    return redirect("console:people", slug)


@require_POST
@signed_in
def invitation_withdraw(
    request: HttpRequest, slug: str, invitation_id: str
) -> HttpResponse:
    """Take an invitation back."""
    place = enter(request, slug, Role.OWNER)
    found = organizations.invitation(place.organization, invitation_id)
    try:
        organization_services.withdraw(invitation=found, actor=place.actor)
    except InvitationOver:
        messages.warning(request, "This invitation is over already.")
    else:
        messages.success(request, "Withdrawn. The link opens nothing any more.")
    return redirect("console:people", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def member(request: HttpRequest, slug: str, member_id: UUID) -> HttpResponse:
    """Give a member another role."""
    place = enter(request, slug, Role.OWNER)
    found = organizations.member(place.organization, member_id)
    form = RoleForm(request.POST or None, initial={"role": found.role})
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            organization_services.change_role(
                organization=place.organization,
                account_id=found.account_id,
                role=role,
                actor=place.actor,
            )
        except Refused as error:
            form.add_error("role", error.message)
        else:
            who = "You are" if found.account_id == account_id_of(request) else None
            messages.success(
                request, f"{who or _label(found) + ' is'} {roles.phrase(role)} now."
            )
            return redirect("console:people", slug)
    return show(
        request,
        "console/people/member.html",
        place,
        section="people",
        form=form,
        member=_member(place, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def member_remove(request: HttpRequest, slug: str, member_id: UUID) -> HttpResponse:
    """Take a member's role away, after saying what that means."""
    place = enter(request, slug, Role.OWNER)
    found = organizations.member(place.organization, member_id)
    if found.account_id == account_id_of(request):
        return redirect("console:people_leave", slug)
    refusal = ""
    if request.method == "POST":
        refusal = _removed(place, found.account_id)
        if not refusal:
            messages.success(request, f"{_label(found)} is no longer a member.")
            return redirect("console:people", slug)
    return show(
        request,
        "console/people/remove.html",
        place,
        section="people",
        member=_member(place, found),
        refusal=refusal,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def people_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one's own role back."""
    place = enter(request, slug)
    refusal = ""
    if request.method == "POST":
        refusal = _removed(place, account_id_of(request))
        if not refusal:
            messages.success(request, f"You have left {place.organization.name}.")
            return redirect("console:start")
    return show(
        request,
        "console/people/leave.html",
        place,
        section="people",
        refusal=refusal,
        role=roles.phrase(place.role),
    )


def _removed(place: Place, account_id: UUID) -> str:
    """Nothing, or why it was refused."""
    try:
        organization_services.remove_member(
            organization=place.organization, account_id=account_id, actor=place.actor
        )
    except Refused as error:
        return error.message
    return ""


def _label(found: "Membership") -> str:
    return found.account.name or found.account.email


def _member(place: Place, found: "Membership") -> dict[str, Any]:
    return {
        "id": found.pk,
        "label": _label(found),
        # Owners alone need it, to tell two of the same name apart.
        "email": found.account.email if place.may_own and found.account.name else "",
        "you": found.account_id == place.actor.account_id,
        "role": Role(found.role).label,
        "may": roles.sentence(found.role),
        "since": found.created_at,
    }


def _invitations(place: Place) -> list[dict[str, Any]]:
    shown = list(organizations.invitations(place.organization)[:MOST_SHOWN])
    now = clock.now()
    sent = {
        row.about: row
        for row in reversed(mail.about_any([_about(found) for found in shown]))
    }
    return [_invitation(found, now, sent.get(_about(found))) for found in shown]


def _about(found: "Invitation") -> str:
    return f"invitation:{found.public_id}"


def _invitation(found: "Invitation", now: Any, sent: Any) -> dict[str, Any]:
    state = found.state_at(now)
    status, word = STATES[state]
    return {
        "id": found.public_id,
        "email": found.email,
        "role": Role(found.role).label,
        "status": status,
        "word": word,
        "open": state is InvitationState.OPEN,
        "may_resend": found.state == InvitationState.OPEN,
        "expires_at": found.expires_at,
        "ended_at": found.ended_at,
        "delivery": rows.delivery_of(sent) if sent else None,
    }
