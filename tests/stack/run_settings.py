"""The settings of a laptop whose workers also know the samples, so that `./run` can be given long work of any sort."""

from project.settings.dev import *  # noqa: F403

CELERY_IMPORTS = ["tests.stack.sample_jobs"]
