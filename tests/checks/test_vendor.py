"""scripts/vendor.py: the front-end libraries, exact and repeatable."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "vendor.py"
MANIFESTS = [ROOT / "static", ROOT / "tests" / "browser"]


@pytest.fixture
def vendor(tmp_path, monkeypatch):
    """The script as a module, working in a folder of its own with a fake npm that needs no network."""
    spec = importlib.util.spec_from_file_location("vendor", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files = {source: tmp_path / "vendor" / source for source in module.FILES}
    for name, value in {"WORK": tmp_path / "npm", "VENDOR": tmp_path / "vendor", "FILES": files}.items():
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(module, "STAMP", tmp_path / "vendor" / ".stamp")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return module


def fake_npm(tmp_path, script):
    (tmp_path / "bin").mkdir(exist_ok=True)
    npm = tmp_path / "bin" / "npm"
    npm.write_text(f"#!/bin/sh\necho run >> {tmp_path}/runs\n{script}\n")
    npm.chmod(0o755)


def unpacks(module):
    return "\n".join(f"mkdir -p node_modules/{Path(f).parent}; echo x > node_modules/{f}" for f in module.FILES)


@pytest.mark.parametrize("folder", MANIFESTS, ids=lambda folder: folder.name)
def test_every_package_is_exact_and_no_registry_is_named(folder):
    manifest = json.loads((folder / "package.json").read_text())
    lock = json.loads((folder / "package-lock.json").read_text())

    versions = manifest["dependencies"]

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in versions} == versions
    assert not [name for name, entry in lock["packages"].items() if "resolved" in entry]


def test_a_second_run_does_nothing(vendor, tmp_path):
    fake_npm(tmp_path, unpacks(vendor))

    first, second = vendor.vendor(), vendor.vendor()

    assert (first, second) == (True, False)
    assert (tmp_path / "runs").read_text() == "run\n"


def test_a_file_that_was_taken_away_comes_back(vendor, tmp_path):
    fake_npm(tmp_path, unpacks(vendor))
    vendor.vendor()
    lost = next(iter(vendor.FILES.values()))
    lost.unlink()

    vendor.vendor()

    assert lost.is_file()


def test_a_failed_run_says_why_and_can_be_run_again(vendor, tmp_path):
    fake_npm(tmp_path, "echo 'npm error no network' >&2; exit 1")
    with pytest.raises(vendor.CannotVendor, match=r"no network.*try again"):
        vendor.vendor()
    fake_npm(tmp_path, unpacks(vendor))

    assert vendor.vendor() is True


def test_an_interrupted_run_leaves_no_stamp(vendor, tmp_path):
    fake_npm(tmp_path, unpacks(vendor))
    vendor.vendor()
    vendor.STAMP.write_text("other packages")
    fake_npm(tmp_path, "mkdir -p node_modules")

    with pytest.raises(vendor.CannotVendor):
        vendor.vendor()

    assert not vendor.STAMP.exists()


def test_without_npm_one_sentence_says_what_to_do(vendor, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(vendor.CannotVendor, match=r"^npm is missing: install Node.js 20 or newer .*$"):
        vendor.find_npm()


def test_the_script_needs_nothing_but_python():
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(SCRIPT)!r})"], check=False
    )

    assert result.returncode == 0
