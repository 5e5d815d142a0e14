"""How long a step says that it takes, so that it can be timed."""

import re

_MINUTES = re.compile(r"\b(\d{1,3})(?:\s*(?:-|–|to)\s*\d{1,3})?\s*(min(?:ute)?s?|h(?:ou)?rs?)\b", re.IGNORECASE)


def minutes_of(step: str) -> int:
    """The first time in it, of a range the shorter, which is when to look; 0 where it says none."""
    found = _MINUTES.search(step)
    if found is None:
        return 0
    return int(found[1]) * (60 if found[2].lower().startswith("h") else 1)
