"""The addresses at which somebody keeps their collections."""

from django.urls import path

from laurel.sites.backpack.views import collections

urlpatterns = [
    path("", collections.collections, name="collections"),
    path("/new", collections.collection_new, name="collection_new"),
    path("/<str:collection>", collections.collection, name="collection"),
    path("/<str:collection>/words", collections.words, name="collection_words"),
    path("/<str:collection>/add", collections.add, name="collection_add"),
    path("/<str:collection>/delete", collections.delete, name="collection_delete"),
    path("/<str:collection>/links", collections.links, name="collection_links"),
    path(
        "/<str:collection>/links/<str:token>/end",
        collections.link_end,
        name="collection_link_end",
    ),
]
