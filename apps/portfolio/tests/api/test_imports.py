"""Bringing in a file as a program does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.portfolio.models import Activity, Import
from apps.portfolio.services import imports

from ..factories import AccountFactory, InstrumentFactory
from ..services.imports.running import Told

pytestmark = pytest.mark.django_db
URL = "/api/v1/portfolio/imports/"
FILE = b"Date,Type,Symbol,Quantity,Price,Currency\n2024-01-03,Buy,ABC,10,12.50,EUR\n2024-02-07,What,ABC,1,1,EUR\n"


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def account(client):
    account = AccountFactory()
    client.force_login(account.owner)
    InstrumentFactory(symbol="ABC")
    return account


def test_a_file_of_many_lines_is_taken(client, account):
    many = FILE + b"2024-02-07,Buy,ABC,1,1,EUR\n" * 120_000

    answer = client.post(URL, {"file": SimpleUploadedFile("a.csv", many), "account": account.uuid})

    assert answer.status_code == 202
    assert len(many) > 3_000_000


def test_a_file_is_sent_looked_at_mended_booked_and_undone(client, account):
    answer = client.post(URL, {"file": SimpleUploadedFile("a.csv", FILE), "account": account.uuid})
    assert answer.status_code == 202
    assert answer.json()["state"] == "checking"
    imports.check_import(import_id=Import.objects.get().pk, progress=Told())
    here = f"{URL}{answer.json()['uuid']}/"

    rows = client.get(f"{here}rows/", {"state": "to_mend"}).json()["results"]
    assert (rows[0]["line"], rows[0]["text"]) == (3, "2024-02-07,What,ABC,1,1,EUR")
    mended = client.patch(
        f"{here}rows/{rows[0]['id']}/",
        {"kind": "sell", "on": "2024-02-07", "symbol": "ABC", "quantity": "1", "price": "1", "currency": "EUR"},
        content_type="application/json",
    )
    assert (mended.json()["state"], mended.json()["fields"]["kind"]) == ("ready", "sell")

    assert client.post(f"{here}book/").status_code == 202
    imports.book_import(import_id=Import.objects.get().pk, progress=Told())
    assert client.get(here).json()["counts"] == {"booked": 2}
    assert client.get(here).json()["reconciliation"] == []
    assert client.get(f"{here}rows/").json()["results"][0]["activity"] == str(Activity.objects.get(kind="buy").uuid)
    assert client.post(f"{here}undo/").status_code == 202
    imports.undo_import(import_id=Import.objects.get().pk, progress=Told())
    assert client.get(URL).json()["results"][0]["state"] == "undone"


def test_a_line_is_left_out(client, account):
    uuid = client.post(URL, {"file": SimpleUploadedFile("a.csv", FILE), "account": account.uuid}).json()["uuid"]
    imports.check_import(import_id=Import.objects.get().pk, progress=Told())
    row = Import.objects.get().rows.get(line=3)

    answer = client.patch(f"{URL}{uuid}/rows/{row.pk}/", {"left_out": True}, content_type="application/json")

    assert answer.json()["state"] == "left_out"
    assert client.get(f"{URL}{uuid}/rows/{row.pk}/").json() == answer.json()


def test_what_is_wrong_is_said_by_name(client, account):
    nobody_s = client.post(URL, {"file": SimpleUploadedFile("a.csv", FILE), "account": AccountFactory().uuid})
    unknown = client.post(URL, {"file": SimpleUploadedFile("a.csv", FILE), "account": account.uuid, "colour": "red"})

    assert nobody_s.status_code == 404
    assert "colour" in unknown.json()["fields"]
