"""The addresses of somebody's own backpack."""

from django.urls import include, path

app_name = "backpack"

urlpatterns = [
    path("collections", include("laurel.sites.backpack.collection_urls")),
]
