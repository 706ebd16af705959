"""Rights to one badge: a member who may do more with it than their role says."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from laurel.achievements import access as achievement_access
from laurel.awards import access as award_access
from laurel.foundation.errors import Refused
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.types import Role
from laurel.sites.console import roles
from laurel.sites.console.forms.people import RightForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_rights(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Who may award and change this badge; give somebody the right to."""
    place, found = _entered(request, slug, badge_id)
    members = list(organizations.members(place.organization))
    held = [
        organizations.rights_of_all(place.organization, about)
        for about in _abouts(badge_id)
    ]
    form = RightForm(
        request.POST or None,
        people=[(str(m.pk), _name(m)) for m in members if _may_get_more(m)],
    )
    if request.method == "POST" and form.is_valid():
        member = organizations.member(
            place.organization, UUID(form.cleaned_data["member"])
        )
        role = Role(form.cleaned_data["role"])
        to_badge, to_waivers = _abouts(badge_id)
        try:
            organization_services.grant_right(
                organization=place.organization,
                account_id=member.account_id,
                about=to_waivers if role is Role.OWNER else to_badge,
                role=role,
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"{_name(member)} may do that now.")
            return redirect("console:badge_rights", slug, badge_id)
    return show(
        request,
        "console/badges/rights.html",
        place,
        section="badges",
        form=form,
        badge={"id": badge_id, "name": found.current.name},
        by_role=[_row(m) for m in members if Role(m.role).includes(Role.AWARDER)],
        by_right=[
            _row(m, rights[m.account_id])
            for m in members
            for rights in held
            if m.account_id in rights
        ],
    )


@require_POST
@signed_in
def badge_right_withdraw(
    request: HttpRequest, slug: str, badge_id: str, member_id: UUID
) -> HttpResponse:
    """Take somebody's rights to this badge back."""
    place, _ = _entered(request, slug, badge_id)
    member = organizations.member(place.organization, member_id)
    for about in _abouts(badge_id):
        organization_services.withdraw_right(
            organization=place.organization,
            account_id=member.account_id,
            about=about,
            actor=place.actor,
        )
    messages.success(request, f"{_name(member)} has only their role again.")
    return redirect("console:badge_rights", slug, badge_id)


def _entered(
    request: HttpRequest, slug: str, badge_id: str
) -> tuple[Place, "Achievement"]:
    place = enter(request, slug, Role.OWNER)
    found = achievement_access.for_viewing(place.actor, badge_id)
    place.require(found.issuer.organization_id)
    return place, found


def _abouts(badge_id: str) -> tuple[str, str]:
    """The badge, and passing by what stands in its way, as rights name them."""
    return achievement_access.about(badge_id), award_access.about_waivers(badge_id)


def _may_get_more(member: "Membership") -> bool:
    return not Role(member.role).includes(Role.OWNER)


def _name(member: "Membership") -> str:
    return member.account.name or member.account.email


def _row(member: "Membership", right: Role | None = None) -> dict[str, Any]:
    return {
        "id": member.pk,
        "label": _name(member),
        "role": Role(member.role).label,
        "right": roles.FOR_ONE[right].title if right else "",
    }
