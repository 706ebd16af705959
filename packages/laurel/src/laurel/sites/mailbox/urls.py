"""The addresses of the mail viewer. All answer 404 where mail is really sent."""

from django.urls import path, re_path

from laurel.foundation import ids
from laurel.sites.mailbox import views

app_name = "mailbox"

_ONE = rf"^(?P<mail_id>{ids.PUBLIC_ID_PATTERN})"

urlpatterns = [
    path("", views.mails, name="list"),
    re_path(rf"{_ONE}$", views.mail, name="mail"),
    re_path(rf"{_ONE}/body\.html$", views.body, name="body"),
    re_path(rf"{_ONE}/raw\.eml$", views.raw, name="raw"),
]
