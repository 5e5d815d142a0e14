"""Production as it is, with static files in a folder of the test's own."""

import os
from pathlib import Path

from project.settings.production import *  # noqa: F403

STATIC_ROOT = Path(os.environ["TEST_STATIC_ROOT"])
