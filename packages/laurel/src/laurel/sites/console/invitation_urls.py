"""The addresses of invitations: for people who may not have an account yet."""

from django.urls import re_path

from laurel.foundation import ids
from laurel.sites.console.views import invitations

app_name = "invitations"

_ONE = rf"^(?P<token>{ids.PUBLIC_ID_PATTERN})"

urlpatterns = [
    re_path(rf"{_ONE}$", invitations.invitation, name="invitation"),
    re_path(rf"{_ONE}/decline$", invitations.decline, name="decline"),
]
