"""axe and Lighthouse, from npm, installed once per lock under var/browser-tools."""

import fcntl
import hashlib
import runpy
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "var" / "browser-tools"


@cache
def modules() -> Path:
    """node_modules with what tests/browser/package.json names."""
    manifests = Path(__file__).parent
    lock = (manifests / "package-lock.json").read_bytes()
    stamp = TOOLS / "stamp"
    wanted = hashlib.sha256(lock).hexdigest()
    TOOLS.mkdir(parents=True, exist_ok=True)
    with (TOOLS / ".lock").open("w") as turn:
        # Test processes side by side: the first installs, the others wait for it.
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not stamp.is_file() or stamp.read_text() != wanted:
            vendor = runpy.run_path(str(ROOT / "scripts" / "vendor.py"))
            try:
                vendor["install"](manifests, TOOLS)
            except vendor["CannotVendor"] as reason:
                pytest.skip(str(reason))
            stamp.write_text(wanted)
    return TOOLS / "node_modules"
