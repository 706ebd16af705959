"""The addresses for programs. What is under `/api/v1/` stays as it is."""

from django.urls import path

from laurel.sites.api.views import api

urlpatterns = [path("", api.urls)]
