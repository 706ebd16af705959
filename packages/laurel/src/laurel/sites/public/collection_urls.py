"""The addresses of collections. Their holders pass them on, so they stay."""

from django.urls import path

from laurel.sites.public.views import collections

app_name = "collection"

urlpatterns = [
    path("<str:collection>", collections.collection, name="page"),
    path("<str:collection>/check", collections.check, name="check"),
    path("<str:collection>/collection.json", collections.as_json, name="json"),
    path("<str:collection>/clr.json", collections.record, name="record"),
    path("<str:collection>/collection.pdf", collections.paper, name="paper"),
    path("<str:collection>/card.png", collections.card, name="card"),
    path("<str:collection>/qr.svg", collections.code, name="qr"),
]
