"""The addresses of *Your data*: for whoever is signed in, staff or not."""

from django.urls import path, re_path

from laurel.foundation import ids
from laurel.sites.console.views import privacy

app_name = "privacy"

urlpatterns = [
    path("privacy", privacy.your_data, name="data"),
    re_path(
        rf"^privacy/(?P<archive>{ids.PUBLIC_ID_PATTERN})\.zip$",
        privacy.archive,
        name="archive",
    ),
]
