"""Answers that are drawings, for the previews of the console."""

from django.http import HttpResponse


def drawing(svg: bytes) -> HttpResponse:
    """An SVG that is looked at: opened by itself, it may not run, load or reach anything."""
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Content-Security-Policy"] = "default-src 'none'; img-src data:; sandbox"
    return response
