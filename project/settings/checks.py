"""System checks about the environment."""

import os
from typing import Any

from django.core import checks

from .env import IGNORED, layered


@checks.register()
def ignored_variables(**_: Any) -> list[checks.CheckMessage]:
    """Variables of Steward's predecessors have no effect; somebody who sets one should know."""
    given = layered(os.environ)
    return [
        checks.Warning(
            f"{name} is set and has no effect: Steward does not use that service.",
            hint="Remove it; docs/configuration.md lists what Steward reads.",
            id="steward.W001",
        )
        for name in IGNORED
        if given.get(name)
    ]
