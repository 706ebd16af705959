"""The addresses at which somebody keeps their collections."""

from django.urls import path

from laurel.sites.backpack.views import collections

urlpatterns = [
    path("collections", collections.collections, name="collections"),
    path("collections/new", collections.collection_new, name="collection_new"),
    path("collections/<str:collection>", collections.collection, name="collection"),
    path(
        "collections/<str:collection>/words", collections.words, name="collection_words"
    ),
    path("collections/<str:collection>/add", collections.add, name="collection_add"),
    path(
        "collections/<str:collection>/delete",
        collections.delete,
        name="collection_delete",
    ),
    path(
        "collections/<str:collection>/links", collections.links, name="collection_links"
    ),
    path(
        "collections/<str:collection>/links/<str:token>/end",
        collections.link_end,
        name="collection_link_end",
    ),
]
