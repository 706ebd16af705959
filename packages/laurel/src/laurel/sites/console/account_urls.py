"""The pages of allauth that do more here."""

from django.urls import path

from laurel.sites.console.views import addresses

# Their names are allauth's: it and the templates find them there.
urlpatterns = [
    path("accounts/email/", addresses.addresses, name="account_email"),
    path(
        "accounts/confirm-email/",
        addresses.confirm,
        name="account_email_verification_sent",
    ),
    path("accounts/merge/", addresses.merge, name="account_merge"),
]
