import pytest

from packages.laurel.tests.foundation import sample


@pytest.fixture(autouse=True)
def _forgetful(settings):
    sample.forget()
    settings.LAUREL_REACTIONS = f"{sample.HERE}.REACTIONS"
    yield
    sample.forget()
