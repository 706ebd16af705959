"""For an instance that strangers rely on; always behind https."""

from laurel.config.settings.base import *  # noqa: F403 - Django's way to share settings

SECURE_SSL_REDIRECT = False  # the proxy before us does it; we cannot see http
SECURE_HSTS_SECONDS = 63_072_000  # two years
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # other hosts of the domain are not ours
