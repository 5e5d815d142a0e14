import shutil

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


@pytest.fixture(scope="session")
def _filled(tmp_path_factory):
    """The data folder of a Steward that was started once and stopped."""
    first = Steward(tmp_path_factory.mktemp("filled") / "var")
    try:
        first.start().stop()
    finally:
        first.clean_up()
    return first.folder


@pytest.fixture
def started(steward, _filled):
    """Makes Stewards that run: not from an empty folder, which takes four times as long."""

    def start(**variables: str) -> Steward:
        one = steward(**variables)
        shutil.copytree(_filled, one.folder)
        return one.start()

    return start
