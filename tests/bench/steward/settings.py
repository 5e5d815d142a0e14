"""The laptop's settings over an URL map with one more page."""

from project.settings.dev import *  # noqa: F403

ROOT_URLCONF = "tests.bench.steward.urls"
