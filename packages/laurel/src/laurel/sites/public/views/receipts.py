"""A receipt of a check made now, to be kept and shown later."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from laurel.credentials import selectors as credentials
from laurel.foundation import pdf
from laurel.foundation.errors import LaurelError
from laurel.sites.public import holding, limits, local, receipts, reports, responses
from laurel.sites.public.views import errors
from laurel.verification import services as verification

logger = logging.getLogger("laurel.receipts")
_MAKERS = {
    "json": ("application/json", receipts.as_json),
    "pdf": ("application/pdf", receipts.as_pdf),
}


@require_safe
@responses.unlisted
@holding.as_disclosed
def receipt(request: HttpRequest, award: str, form: str) -> HttpResponse:
    """The badge is checked anew, as a stranger would, and what was found is signed."""
    credential = credentials.public(award)
    if wait := limits.RECEIPT.retry_after(request):
        refused = errors.respond(request, errors.TOO_MANY_RECEIPTS)
        refused["Retry-After"] = str(wait)
        return refused
    report = verification.verify(data=bytes(credential.document), refresh=False)
    shown = reports.show(report, standing=local.standing_of(credential))
    content_type, make = _MAKERS[form]
    try:
        body = make(credential, report, shown)
    except (pdf.NotSet, LaurelError):
        logger.warning("A receipt could not be made", exc_info=True)
        return errors.respond(request, errors.NO_RECEIPT)
    response = HttpResponse(body, content_type=content_type, status=HTTPStatus.OK)
    name = f"receipt-{report.checked_at:%Y-%m-%d}.{form}"
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    response["Cache-Control"] = "no-store"
    return response
