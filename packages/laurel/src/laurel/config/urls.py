"""Which site answers which address."""

from django.urls import URLPattern, URLResolver, include, path

from laurel.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health),
    path("", include("laurel.sites.console.account_urls")),  # before allauth's own
    path("accounts/", include("laurel.sites.console.privacy_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/second-factor/", include("allauth.mfa.urls")),
    path("accounts/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("console/", include("laurel.sites.console.urls")),
    path("invitations/", include("laurel.sites.console.invitation_urls")),
    path("api/", include("laurel.sites.api.urls")),
    path("hooks/", include("laurel.sites.hooks.urls")),
    path("mail/", include("laurel.sites.mailbox.urls")),
    path("", include("laurel.sites.evidence.urls")),
    path("backpack/", include("laurel.sites.backpack.urls")),
    path("c/", include("laurel.sites.public.collection_urls")),
    path("", include("laurel.sites.public.desk_urls")),
    path("", include("laurel.sites.public.endorsement_urls")),
    path("", include("laurel.sites.public.share_urls")),
    path("", include("laurel.sites.public.urls")),
]

handler400 = "laurel.sites.public.handlers.bad_request"
handler403 = "laurel.sites.public.handlers.forbidden"
handler404 = "laurel.sites.public.handlers.not_found"
handler500 = "laurel.sites.public.handlers.server_error"
