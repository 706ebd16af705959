"""For tests: nothing of the machine's environment, nothing left behind."""

import os
import tempfile

for _name in [name for name in os.environ if name.startswith("LAUREL_")]:
    if _name != "LAUREL_DATABASE_URL":  # the one thing a test run may choose
        del os.environ[_name]
_kept = tempfile.TemporaryDirectory(prefix="laurel-test-")
os.environ |= {
    "LAUREL_DATA_DIR": _kept.name,
    "LAUREL_BASE_URL": "http://localhost:8000",
    "LAUREL_SECRET_KEY": "for-tests-only-" * 3,
    "LAUREL_MASTER_KEY": "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q",
}

from laurel.config.settings.base import *  # noqa: E402, F403 - after the environment
from laurel.config.settings.base import DATABASES, LAUREL, STORAGES, TASKS  # noqa: E402 - after the environment

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# Jobs run when a test says `jobs.drain()`; the wake-ups go nowhere.
TASKS = TASKS | {
    "default": TASKS["default"]
    | {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_AUTOREFRESH = True
# In a file, as in life: the rules of locking are other ones in memory, and a live server
# would share one connection among all its threads.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": LAUREL.data_dir / "test.sqlite3"}
