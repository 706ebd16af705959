"""The addresses for programs. What is under `/api/v1/` stays as it is."""

from django.urls import path

from laurel.sites.api import awards, badges, classes, verify
from laurel.sites.api.root import api

ASKED = (
    verify,
    badges,
    awards,
    classes,
)  # each adds its operations, in the document's order

urlpatterns = [path("", api.urls)]
