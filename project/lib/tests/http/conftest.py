import pytest

from .site import serve


@pytest.fixture
def site():
    with serve() as server:
        yield server
