"""The addresses of the help desk for whoever asks. They stand in mails, so they stay."""

from django.urls import path

from laurel.sites.public.views import desk

app_name = "desk"

urlpatterns = [
    path("b/<str:award>/help", desk.award_help, name="award"),
    path("b/<str:award>/review", desk.review, name="review"),
    path("b/<str:award>/name", desk.name, name="name"),
    path("issuers/<str:issuer>/help/ask", desk.issuer_help, name="issuer"),
    path("help/ask", desk.choose, name="choose"),
    path("help/t/<str:token>", desk.ticket, name="ticket"),
]
