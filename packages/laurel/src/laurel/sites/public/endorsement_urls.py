"""The addresses of endorsements. They stand in mails and in signed documents, so they stay."""

from django.urls import path

from laurel.sites.public.views import endorsements, endorsing

app_name = "endorsements"

urlpatterns = [
    path("endorse/<str:token>", endorsing.endorse, name="endorse"),
    path("mine/<str:award>/endorsements", endorsing.mine, name="mine"),
    path("endorsements/<str:endorsement>", endorsements.endorsement, name="one"),
    path(
        "endorsements/<str:endorsement>/status", endorsements.status_list, name="status"
    ),
    path("endorsers/<str:endorsement>/did.json", endorsements.did_document, name="did"),
    path(
        "ob2/endorsements/<str:endorsement>",
        endorsements.ob2_endorsement,
        name="ob2",
    ),
    path(
        "ob2/endorsers/<str:endorsement>",
        endorsements.ob2_endorser,
        name="ob2-endorser",
    ),
]
