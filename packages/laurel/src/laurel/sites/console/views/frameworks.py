"""Skills: the frameworks that badges are aligned to."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.foundation.errors import Refused
from laurel.frameworks import access as framework_access
from laurel.frameworks import selectors
from laurel.frameworks import services as framework_services
from laurel.frameworks.types import Change
from laurel.organizations.types import Role
from laurel.sites.console.forms.frameworks import FrameworkForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import enter, show, signed_in

ON_A_PAGE = 50
MOST_FOUND = 50  # over all frameworks; who does not find it types another word
LONGEST_QUERY = 200


@require_safe
@signed_in
def frameworks(request: HttpRequest, slug: str) -> HttpResponse:
    """All frameworks of the organisation, and a search through all of them."""
    place = enter(request, slug)
    query = _query(request)
    found = selectors.search(place.organization.pk, query, MOST_FOUND) if query else []
    return show(
        request,
        "console/frameworks/list.html",
        place,
        section="frameworks",
        frameworks=selectors.of_organization(place.organization),
        query=query,
        items=found,
        most=MOST_FOUND,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def framework_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Import one, or bring one up to date."""
    place = enter(request, slug, Role.EDITOR)
    form = FrameworkForm()
    if request.method == "POST":
        form = FrameworkForm(request.POST, request.FILES)
    if form.is_valid():
        data, file_name = form.cleaned_data["file"]
        try:
            imported, change = framework_services.import_framework(
                organization=place.organization,
                data=data,
                file_name=file_name,
                name=form.cleaned_data["name"],
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
            if not error.field:
                form.errors.pop("__all__", None)
                form.add_error("file", error.message)
        else:
            messages.success(request, f"“{imported.name}”: {_words(change)}.")
            return redirect("console:framework", slug, imported.public_id)
    return show(
        request,
        "console/frameworks/new.html",
        place,
        section="frameworks",
        form=form,
    )


@require_safe
@signed_in
def framework(request: HttpRequest, slug: str, framework_id: str) -> HttpResponse:
    """One framework: its skills, by words or all of them."""
    place = enter(request, slug)
    found = framework_access.for_viewing(place.actor, framework_id)
    place.require(found.organization_id)
    query = _query(request)
    page = Paginator(selectors.within(found, query), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return show(
        request,
        "console/frameworks/detail.html",
        place,
        section="frameworks",
        framework=found,
        query=query,
        page=page,
        items=page.object_list,
    )


@require_POST
@signed_in
def framework_remove(
    request: HttpRequest, slug: str, framework_id: str
) -> HttpResponse:
    """Forget one. Badges keep what they show."""
    place = enter(request, slug, Role.EDITOR)
    found = framework_access.for_editing(place.actor, framework_id)
    place.require(found.organization_id)
    framework_services.remove(framework=found, actor=place.actor)
    messages.success(request, f"“{found.name}” is removed. Badges keep their skills.")
    return redirect("console:frameworks", slug)


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST_QUERY]


def _words(change: Change) -> str:
    """What an import did."""
    parts = (
        (change.added, "added"),
        (change.changed, "changed"),
        (change.removed, "removed"),
    )
    said = ", ".join(f"{count:,} {word}" for count, word in parts if count)
    return said or "nothing has changed"
