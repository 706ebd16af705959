"""The addresses of somebody's own backpack."""

from django.urls import include, path

from laurel.sites.backpack.views import awards, imports, shelf

app_name = "backpack"

urlpatterns = [
    path("", shelf.backpack, name="backpack"),
    path("arrive", shelf.arrive, name="arrive"),
    path("space", shelf.space, name="space"),
    path("add", imports.add, name="add"),
    path("imported/<str:ref>", imports.imported, name="imported"),
    path("imported/<str:ref>/file", imports.file, name="imported_file"),
    path("imported/<str:ref>/picture.png", imports.picture, name="imported_picture"),
    path("imported/<str:ref>/remove", imports.remove, name="imported_remove"),
    path("awards/<str:award>/away", awards.away, name="award_away"),
    path("awards/<str:award>/back", awards.back, name="award_back"),
    path("", include("laurel.sites.backpack.collection_urls")),
    path("", include("laurel.sites.backpack.plan_urls")),
]
