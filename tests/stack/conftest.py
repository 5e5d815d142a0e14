import pytest

from .steward import Steward


@pytest.fixture
def steward(tmp_path):
    """Makes Stewards of this test and ends them with it."""
    made = []

    def make(name: str = "var", **variables: str) -> Steward:
        made.append(Steward(tmp_path / name, **variables))
        return made[-1]

    yield make
    for one in made:
        one.clean_up()
