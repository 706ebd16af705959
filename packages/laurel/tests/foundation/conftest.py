import pytest
from laurel.foundation import jobs

from packages.laurel.tests.foundation import sample


@pytest.fixture(autouse=True)
def _forgetful(settings, monkeypatch):
    sample.forget()
    monkeypatch.setattr(jobs, "_bundles", {})
    settings.LAUREL_REACTIONS = f"{sample.HERE}.REACTIONS"
    yield
    sample.forget()
