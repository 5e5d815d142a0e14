"""A stranger's first minute: an empty clone, `./run`, a page."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from .steward import ROOT, Steward, get, let_everybody_in

pytestmark = pytest.mark.stack
NOBODY = "nobody"


def clone(folder: Path) -> Path:
    """What a stranger gets: the tracked files as they are now, and nothing that a set-up made."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture
def stranger(tmp_path):
    made = []

    def start(**how) -> Steward:
        made.append(Steward(tmp_path / "clone" / "var", clone(tmp_path / "clone"), **how))
        return made[-1]

    yield start
    for one in made:
        one.clean_up()


def test_an_empty_clone_comes_to_a_page(stranger):
    one = stranger().start()

    assert get(f"{one.address}/sign-in/")[0] == 200
    assert "Installing Python packages" in one.said
    one.stop()
    one.start()
    assert "Installing" not in one.said
    assert get(f"{one.address}/sign-in/")[0] == 200


@pytest.mark.skipif(os.getuid() != 0, reason="the suite does not run as root, so the test above was an ordinary user's")
def test_an_ordinary_user_comes_to_a_page(stranger, tmp_path):
    nobody = pwd.getpwnam(NOBODY)
    one = stranger(HOME=str(tmp_path), PATH="/usr/local/bin:/usr/bin:/bin", PYTHON="/usr/bin/python3")
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    let_everybody_in(tmp_path)
    one.prefix = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]

    one.start()

    assert get(f"{one.address}/sign-in/")[0] == 200
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in one.processes().values()}
    assert owners == {nobody.pw_uid}
