"""The static files of an image: hashed names throughout, compressed, nothing missing."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "project.lib.static_storage.HashedStaticFiles"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert staticfiles_storage.url("logo.svg") != "/static/logo.svg"
    return folder


def test_every_file_of_ours_has_a_name_made_of_its_content(collected):
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    ours = [str(path.relative_to(settings.BASE_DIR / "static")) for path in (settings.BASE_DIR / "static").rglob("*.*")]

    served = [path for path in ours if path.split(".")[-1] in {"css", "js", "svg"}]

    assert served
    assert all(re.search(r"\.[0-9a-f]{12}\.", paths[path]) for path in served)


def test_files_are_compressed_in_advance(collected):
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]

    assert (collected / (paths["vendor/tabler/tabler.min.css"] + ".gz")).is_file()


def test_relative_imports_between_modules_are_hashed_too(collected):
    for module in collected.glob("js/*.js"):
        if re.search(r"\.[0-9a-f]{12}\.js$", module.name):
            imports = re.findall(r"""(?:from|import)\s*["']\./([\w.-]+)["']""", module.read_text())
            assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imports)
