"""What `./run` says when this machine cannot run it: one plain sentence that says what to do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .steward import let_everybody_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bare(tmp_path):
    """Steward's scripts in a folder where nothing is installed."""
    folder = tmp_path / "steward"
    folder.mkdir()
    shutil.copy(ROOT / "run", folder)
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return folder


def program(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def tools(tmp_path: Path, *, without: str) -> Path:
    """A PATH with the system's tools but without those whose name begins so."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for source in ("/usr/bin", "/bin"):
        for tool in Path(source).iterdir():
            if not tool.name.startswith(without) and not os.path.lexists(folder / tool.name):
                (folder / tool.name).symlink_to(tool)
    return folder


def run(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON"} | variables
    return subprocess.run(["./run"], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_an_old_python_is_refused(bare, tmp_path):
    path = tools(tmp_path, without="python")
    program(path, "python3", "exit 1")  # what an older one answers to the question for its version

    done = run(bare, PATH=str(path))

    assert done.returncode == 1
    assert "Steward needs Python 3.11 or newer" in done.stderr
    assert not (bare / ".venv").exists()


def test_a_python_without_ensurepip_names_the_package(bare, tmp_path):
    path = tools(tmp_path, without="python")
    program(path, "python3", 'case "$2" in *ensurepip*) exit 1 ;; esac; exit 0')

    done = run(bare, PATH=str(path))

    assert done.returncode == 1
    assert "python3-venv" in done.stderr
    assert not (bare / ".setup-lock").exists()


def test_a_folder_that_cannot_be_written_is_named(bare):
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    bare.chmod(0o555)
    let_everybody_in(bare.parent)

    done = subprocess.run([*as_nobody, "./run"], cwd=bare, capture_output=True, text=True, check=False)
    bare.chmod(0o755)

    assert done.returncode == 1
    assert f"may not write in {bare}" in done.stderr


@pytest.mark.parametrize("holder", ["999999999", ""], ids=["at its work", "before it said who it is"])
def test_a_setup_that_was_killed_does_not_block_the_next(holder, bare, tmp_path):
    (bare / ".setup-lock").mkdir()
    (bare / ".setup-lock" / "pid").write_text(holder)
    path = tools(tmp_path, without="python")

    done = run(bare, PATH=str(path))

    assert "Steward needs Python 3.11 or newer" in done.stderr


def test_whoever_waits_for_their_turn_says_for_whom(bare, tmp_path):
    (bare / ".setup-lock").mkdir()
    (bare / ".setup-lock" / "pid").write_text(str(os.getpid()))
    path = tools(tmp_path, without="python")

    with subprocess.Popen(["./run"], cwd=bare, env={"PATH": str(path)}, stdout=subprocess.PIPE, text=True) as waiting:
        said = waiting.stdout.readline()
        waiting.terminate()

    assert f"Waiting for process {os.getpid()}" in said
