"""Which site answers which address."""

from django.urls import URLPattern, URLResolver, include, path

from laurel.config.health import health
from laurel.config.rooms import is_built


def _site(route: str, urls: str) -> list[URLPattern | URLResolver]:
    return [path(route, include(urls))] if is_built(urls) else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    *_site("console/", "laurel.sites.console.urls"),
    *_site("mail/", "laurel.sites.console.mail_urls"),
    *_site("", "laurel.sites.public.urls"),
]

handler400 = "laurel.config.errors.bad_request"
handler403 = "laurel.config.errors.forbidden"
handler404 = "laurel.config.errors.not_found"
handler500 = "laurel.config.errors.server_error"
