"""What every process of Laurel does before it does anything else."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Mapping, MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PARENT_VARIABLE = "_LAUREL_PARENT"  # set by `laurel up` for its own children
_PR_SET_PDEATHSIG = 1
_LOOK_EVERY = 1.0  # seconds, where the system cannot tell us of the parent's end


def choose_settings(environ: MutableMapping[str, str]) -> None:
    """Point Django to the settings of the mode, unless somebody chose others."""
    mode = environ.get("LAUREL_MODE") or "development"
    module = "prod" if mode == "production" else "dev"
    environ.setdefault("DJANGO_SETTINGS_MODULE", f"laurel.config.settings.{module}")


def refuse_unsafe() -> None:
    """Stop here if the settings are unsafe for production, naming all reasons."""
    from django.conf import settings

    from laurel.config import safety

    problems = safety.problems(settings.LAUREL)
    if problems:
        raise SystemExit(safety.refusal(problems))


def behind_https(application: "WSGIApplication") -> "WSGIApplication":
    """Take every request for an encrypted one, where the public address is.

    The proxy before us ends the encryption, so what arrives here is plain; whether a
    header says so depends on the proxy. Cookies, redirects and links must not.
    """
    from django.conf import settings

    if not settings.LAUREL.is_https:
        return application

    def encrypted(
        environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        environ["wsgi.url_scheme"] = "https"
        return application(environ, start_response)

    return encrypted


def stay_with_parent(environ: Mapping[str, str]) -> None:
    """End this process when the one that started it is killed.

    Otherwise a killed `laurel up` would leave a web server on its port.
    """
    parent = environ.get(PARENT_VARIABLE, "")
    if not parent.isdigit() or int(parent) == os.getpid():
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != int(parent):  # it died before we asked
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(int(parent),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(1)
