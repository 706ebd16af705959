"""The addresses of evidence: handing in, reviewing by a link, and the files themselves."""

from django.urls import path, register_converter

from laurel.foundation import ids
from laurel.sites.evidence.views import files, handing, reviewing


class PublicId:
    """A public id; anything else is no address of ours."""

    regex = ids.PUBLIC_ID_PATTERN

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(PublicId, "evidence_id")

app_name = "evidence"

urlpatterns = [
    path("backpack/evidence", handing.mine, name="mine"),
    path("backpack/evidence/<evidence_id:assignment>", handing.own, name="own"),
    path("evidence/file/<evidence_id:file>", files.page, name="file"),
    path("evidence/file/<evidence_id:file>/play", files.play, name="play"),
    path("evidence/file/<evidence_id:file>/download", files.download, name="download"),
    path("evidence/file/<evidence_id:file>/preview.png", files.preview, name="preview"),
    path("evidence/<evidence_id:assignment>/<str:token>", handing.by_link, name="link"),
    path("review/<str:token>", reviewing.queue, name="queue"),
    path(
        "review/<str:token>/<evidence_id:submission>",
        reviewing.submission,
        name="submission",
    ),
]
