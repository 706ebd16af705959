"""The web application, for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from laurel.config.start import (
    behind_https,
    choose_settings,
    refuse_unsafe,
    stay_with_parent,
)

choose_settings(os.environ)
stay_with_parent(os.environ)
application = behind_https(get_wsgi_application())
refuse_unsafe()
