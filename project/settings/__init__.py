"""Which settings module serves the environment this process runs in."""

import os

from .env import BadEnvironment, environment

__all__ = ["BadEnvironment", "choose"]


def choose() -> None:
    """Point Django at the settings of DEPLOY_ENV, unless DJANGO_SETTINGS_MODULE already says."""
    module = "dev" if environment().deploy_env == "development" else "production"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"project.settings.{module}")
