"""What was awarded, as a file; what is about to end, as a list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from laurel.foundation import tables
from laurel.insights import selectors as insights
from laurel.organizations.types import Role
from laurel.sites.console import figures, rows
from laurel.sites.console.gate import enter, show, signed_in

ON_A_PAGE = 50


@require_safe
@signed_in
def figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures of the home page, each badge of its own, for a spreadsheet."""
    place = enter(request, slug)
    form = figures.form_of(place.organization, request.GET)
    file = tables.write(figures.CSV_HEADER, figures.csv_rows(place.organization, form))
    response = HttpResponse(file, content_type="text/csv; charset=utf-8")
    name = f"awards-{place.organization.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@signed_in
def rates_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """What became of the awards, each badge of its own, for a spreadsheet."""
    place = enter(request, slug)
    form = figures.form_of(place.organization, request.GET)
    rows = figures.rate_rows(place.organization, form)
    file = tables.write(figures.RATES_HEADER, rows)
    response = HttpResponse(file, content_type="text/csv; charset=utf-8")
    name = f"rates-{place.organization.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@signed_in
def expiring(request: HttpRequest, slug: str) -> HttpResponse:
    """The awards that end soon, the first to end first."""
    place = enter(request, slug, Role.AWARDER)
    found = insights.expiring(place.organization)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    return show(
        request,
        "console/awards/expiring.html",
        place,
        section="awards",
        page=page,
        awards=list(
            zip(listed, rows.award_rows(place.organization, listed), strict=True)
        ),
        days=insights.SOON,
    )
