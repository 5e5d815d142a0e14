"""Where everything is required (CI), each property of the arithmetic is tried a thousand times."""

import os
from pathlib import Path

from hypothesis import is_hypothesis_test, settings

HERE = Path(__file__).parent
EACH = settings(max_examples=1000 if os.environ.get("STEWARD_REQUIRE_ALL") == "1" else 100)


def pytest_collection_modifyitems(items):
    for test in {item.obj for item in items if item.path.is_relative_to(HERE)}:
        if is_hypothesis_test(test):
            EACH(test)
