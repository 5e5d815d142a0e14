"""The way of a file through the pages, by plain form posts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.portfolio.models import Account, Activity, Import
from apps.portfolio.services import imports
from project.lib.testing import UserFactory

from ..factories import AccountFactory, InstrumentFactory
from ..services.imports.running import Told, given_up

pytestmark = pytest.mark.django_db

FILE = (
    b"Date,Type,Symbol,Quantity,Price,Fee,Currency\n2024-01-03,Buy,ABC,10,12.50,1,EUR\n"
    b"2024-02-07,Frobnicate,ABC,1,1,0,EUR\n"
)


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def person(client):
    account = AccountFactory()
    client.force_login(account.owner)
    InstrumentFactory(symbol="ABC")
    return account.owner


def send(client, content=FILE, **said):
    upload = SimpleUploadedFile("trades.csv", content)
    return client.post(reverse("portfolio:import-start"), {"file": upload, **said})


def page(client, name, *args, **data):
    return client.post(reverse(f"portfolio:{name}", args=args), data)


def test_a_file_of_many_lines_is_taken(client, person):
    answer = send(client, FILE + b"2024-01-03,Buy,ABC,10,12.50,1,EUR\n" * 100_000, account=Account.objects.get().pk)

    assert answer.status_code == 302
    assert Import.objects.get().file.size > 3_000_000


def test_a_file_goes_from_the_upload_to_the_ledger_and_back(client, person):
    answer = send(client, account=Account.objects.get().pk)
    brought_in = Import.objects.get()
    assert answer.url == reverse("portfolio:import", args=[brought_in.uuid])
    assert "How is this file read?" in client.get(answer.url).content.decode()

    page(client, "import-check", brought_in.uuid, preset="generic", mark=".", order="ymd")
    assert "Being looked at" in client.get(answer.url).content.decode()
    imports.check_import(import_id=brought_in.pk, progress=Told())
    report = client.get(answer.url).content.decode()
    assert "Book 1 line<" in report
    assert "Frobnicate" in report
    assert "Read it in another way" in report

    row = brought_in.rows.get(line=3)
    address = reverse("portfolio:import-row", args=[brought_in.uuid, row.pk])
    assert "2024-02-07,Frobnicate" in client.get(address).content.decode()
    said = {"kind": "sell", "on": "2024-02-07", "symbol": "ABC", "currency": "EUR", "price": "1"}
    refused = client.post(address, {**said, "quantity": "a lot"})
    assert refused.status_code == 400
    assert "a lot is no number" in refused.content.decode()
    assert client.post(address, {**said, "quantity": "99"}).status_code == 400
    assert client.post(address, {**said, "quantity": "1"}).status_code == 302

    page(client, "import-book", brought_in.uuid)
    imports.book_import(import_id=brought_in.pk, progress=Told())
    assert Activity.objects.count() == 2

    page(client, "import-closing", brought_in.uuid, lines="9 ABC\n-125 EUR", on="")
    compared = client.get(answer.url).content.decode()
    assert "The ledger agrees" in compared
    assert page(client, "import-closing", brought_in.uuid, lines="much ABC").status_code == 400

    page(client, "import-undo", brought_in.uuid)
    imports.undo_import(import_id=brought_in.pk, progress=Told())
    assert not Activity.objects.exists()
    assert client.get(reverse("portfolio:import-file", args=[brought_in.uuid])).getvalue() == FILE
    assert page(client, "import-forget", brought_in.uuid).url == reverse("portfolio:import-start")
    assert not Import.objects.exists()


def test_a_new_account_is_opened_for_a_file(client, person):
    send(client, new_name="My broker", new_currency="usd")

    assert Import.objects.get().account.name == "My broker"
    assert Account.objects.get(name="My broker").currency == "USD"


@pytest.mark.parametrize(
    ("content", "said", "sentence"),
    [
        (FILE, {}, "name a new one"),
        (b"\x89PNG\r\n\x1a\n", {"new_name": "A", "new_currency": "EUR"}, "This is not"),
        (FILE, {"new_name": "A", "new_currency": "???"}, "is no currency"),
    ],
)
def test_what_cannot_be_taken_is_said_on_the_form(client, person, content, said, sentence):
    answer = send(client, content, **said)

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_the_start_lists_what_was_brought_in_and_the_files_that_are_known(client, person):
    send(client, account=Account.objects.get().pk)

    text = client.get(reverse("portfolio:import-start")).content.decode()

    assert "trades.csv" in text
    assert "DEGIRO (account statement)" in text


def test_columns_of_another_table_are_chosen_on_the_page(client, person):
    send(client, b"When,What,Which,How many,At\n2024-01-03,Buy,ABC,1,10\n", account=Account.objects.get().pk)
    brought_in = Import.objects.get()
    columns = {"on": "When", "kind": "What", "symbol": "Which", "quantity": "How many", "price": "At"}

    text = client.get(reverse("portfolio:import-columns", args=[brought_in.uuid])).content.decode()
    assert "How many" in text
    said = {f"column_{field}": column for field, column in columns.items()}
    page(client, "import-check", brought_in.uuid, preset="generic", mark=".", order="ymd", **said)
    imports.check_import(import_id=brought_in.pk, progress=Told())

    assert brought_in.rows.get().state == "ready"
    assert page(client, "import-check", brought_in.uuid, preset="none of these").status_code == 400


def test_a_line_is_set_aside_and_taken_in_and_what_cannot_be_done_is_said(client, person):
    send(client, account=Account.objects.get().pk)
    brought_in = Import.objects.get()
    page(client, "import-check", brought_in.uuid, preset="generic", mark=".", order="ymd")
    assert page(client, "import-forget", brought_in.uuid).url.endswith(f"{brought_in.uuid}/")
    imports.check_import(import_id=brought_in.pk, progress=Told())
    row = brought_in.rows.get(line=2)

    page(client, "import-aside", brought_in.uuid, row.pk)
    row.refresh_from_db()
    assert row.state == "left_out"
    assert client.get(reverse("portfolio:import", args=[brought_in.uuid]), {"state": "left_out"}).status_code == 200
    page(client, "import-aside", brought_in.uuid, row.pk, **{"in": "1"})
    row.refresh_from_db()

    assert row.state == "ready"
    page(client, "import-undo", brought_in.uuid)
    assert "Nothing of this file is booked" in client.get(reverse("portfolio:import-start")).content.decode()


def test_a_file_whose_work_was_given_up_says_so_and_can_be_read_in_another_way(client, person):
    send(client, account=Account.objects.get().pk)
    brought_in = Import.objects.get()
    page(client, "import-check", brought_in.uuid, preset="generic", mark=".", order="ymd")
    given_up(brought_in)

    text = client.get(reverse("portfolio:import", args=[brought_in.uuid])).content.decode()
    assert "Looking at trades.csv: cancelled" in text
    assert "How is this file read?" in text
    assert "To be looked at" in client.get(reverse("portfolio:import-start")).content.decode()
    page(client, "import-check", brought_in.uuid, preset="generic", mark=".", order="ymd")
    imports.check_import(import_id=brought_in.pk, progress=Told())

    assert "Book 1 line<" in client.get(reverse("portfolio:import", args=[brought_in.uuid])).content.decode()


def test_everything_is_taken_along_as_a_download(client, person):
    for name, kind in (("portfolio:export-json", "application/json"), ("portfolio:export-archive", "application/zip")):
        answer = client.get(reverse(name))

        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer.getvalue()


def test_a_stranger_s_import_is_not_there(client, person):
    send(client, account=Account.objects.get().pk)
    client.force_login(UserFactory())

    assert client.get(reverse("portfolio:import", args=[Import.objects.get().uuid])).status_code == 404
