"""For one's own machine: no https, no mail server."""

from laurel.config.settings.base import *  # noqa: F403 - Django's way to share settings
from laurel.config.settings.base import ALLOWED_HOSTS, LAUREL

# The same machine under its other names; a name of somebody else's stays refused.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = LAUREL.secret_key or "development-only-and-refused-in-production"
