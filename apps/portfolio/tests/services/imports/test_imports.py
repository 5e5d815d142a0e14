"""A file from its arrival to the ledger and back: nothing twice, nothing lost, everything undone."""

from datetime import date
from decimal import Decimal

import pytest

from apps.portfolio import services
from apps.portfolio.domain.imports import sheets
from apps.portfolio.domain.imports.entries import BadEntry
from apps.portfolio.domain.imports.sheets import BadFile
from apps.portfolio.models import Account, Activity, Import, ImportHabit, Instrument
from apps.portfolio.queries import export, figures
from apps.portfolio.queries.imports import import_of, reconciled
from apps.portfolio.queries.own import history_of
from apps.portfolio.services import imports
from apps.portfolio.services.imports import booking, checking, files
from apps.portfolio.services.valuation import update_portfolio_metrics
from project.lib.errors import DomainError, NotThere
from project.lib.media import FileRefused
from project.lib.testing import UserFactory

from ...factories import AccountFactory, InstrumentFactory, bought, paid_in, rated, sold
from .full_ledger import a_full_ledger
from .running import Told, booked, given_up, looked_at, looked_at_again, states, taken, undone

pytestmark = pytest.mark.django_db

FILE = """Date,Type,Symbol,Quantity,Price,Fee,Currency
2024-01-02,Deposit,,,,,EUR
2024-01-03,Buy,ABC,10,12.50,1,EUR
2024-02-05,Sell,ABC,4,13.00,1,EUR
2024-02-06,Buy,NEW,3,7,0,EUR
2024-02-07,Frobnicate,ABC,1,1,0,EUR
"""
TWO_BUYS = "Date,Type,Symbol,Quantity,Price,Currency\n" + "2024-01-03,Buy,ABC,1,10,EUR\n" * 2


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_dry_run_says_of_every_line_what_would_become_of_it_and_books_nothing():
    account = AccountFactory()
    InstrumentFactory(symbol="ABC")

    brought_in = looked_at(account, FILE)

    assert states(brought_in) == [(2, "to_mend"), (3, "ready"), (4, "ready"), (5, "ready"), (6, "to_mend")]
    assert brought_in.counts == {"to_mend": 2, "ready": 3}
    assert brought_in.rows.get(line=6).text == "2024-02-07,Frobnicate,ABC,1,1,0,EUR"
    assert "Frobnicate" in brought_in.rows.get(line=6).sentence
    assert not Activity.objects.exists()


def test_what_is_ready_is_booked_once_and_instruments_that_are_new_are_made():
    account = AccountFactory()
    known = InstrumentFactory(symbol="ABC")

    brought_in = booked(looked_at(account, FILE))
    imports.book_import(import_id=brought_in.pk, progress=Told())

    assert list(Activity.objects.in_ledger_order().values_list("kind", "instrument__symbol")) == [
        ("buy", "ABC"), ("sell", "ABC"), ("buy", "NEW"),
    ]  # fmt: skip
    assert Activity.objects.filter(instrument=known).count() == 2
    assert Instrument.objects.get(symbol="NEW").owner == account.owner
    assert brought_in.state == Import.State.BOOKED
    assert brought_in.rows.filter(activity__isnull=False).count() == 3


def test_the_same_file_again_is_all_there_already():
    account = AccountFactory()
    booked(looked_at(account, FILE))

    again = looked_at(account, FILE)

    assert again.counts == {"to_mend": 2, "duplicate": 3}


def test_a_day_that_cannot_be_is_to_mend():
    brought_in = looked_at(AccountFactory(), TWO_BUYS.replace("2024-01-03", "0204-01-03", 1))

    assert states(brought_in) == [(2, "to_mend"), (3, "ready")]
    assert "too long ago" in brought_in.rows.get(line=2).sentence


def test_of_equal_lines_as_many_are_new_as_the_ledger_lacks():
    account, instrument = AccountFactory(), InstrumentFactory(symbol="ABC")
    bought(account, instrument, 1, date(2024, 1, 3), "10")

    brought_in = looked_at(account, TWO_BUYS)

    assert [state for _, state in states(brought_in)] == ["duplicate", "ready"]


def test_a_sale_of_more_than_there_is_stays_to_be_mended_and_the_rest_is_booked():
    account = AccountFactory()
    text = "Date,Type,Symbol,Quantity,Price,Currency\n2024-01-03,Buy,ABC,1,10,EUR\n2024-01-04,Sell,ABC,5,10,EUR\n2024-01-05,Sell,ABC,1,10,EUR\n"  # noqa: E501

    brought_in = looked_at(account, text)

    assert [state for _, state in states(brought_in)] == ["ready", "to_mend", "ready"]
    assert brought_in.rows.get(line=3).sentence.startswith("You hold 1")


def test_a_bad_line_is_mended_looked_at_and_booked():
    account = AccountFactory()
    brought_in = booked(looked_at(account, FILE))
    row = brought_in.rows.get(line=2)

    imports.mend_row(row=row, fields={"amount": "500", "currency": "XXX"})
    assert (row.state, row.sentence[:18]) == ("to_mend", "XXX is no currency")
    imports.mend_row(row=row, fields={"currency": "EUR"})

    assert row.state == "ready"
    booked(brought_in)
    assert Activity.objects.get(kind="deposit").amount == 500


def test_mending_refuses_what_is_no_figure_and_what_is_booked():
    brought_in = booked(looked_at(AccountFactory(), FILE))

    with pytest.raises(BadEntry):
        imports.mend_row(row=brought_in.rows.get(line=6), fields={"quantity": "many"})
    with pytest.raises(imports.ImportRefused):
        imports.mend_row(row=brought_in.rows.get(line=3), fields={"quantity": "1"})
    with pytest.raises(imports.ImportRefused):
        imports.leave_out(row=brought_in.rows.get(line=3))


def test_a_line_is_left_out_and_taken_in_again_even_where_it_looks_like_another():
    account, instrument = AccountFactory(), InstrumentFactory(symbol="ABC")
    bought(account, instrument, 1, date(2024, 1, 3), "10")
    brought_in = looked_at(account, TWO_BUYS)
    duplicate = brought_in.rows.get(line=2)

    imports.leave_out(row=duplicate)
    assert duplicate.state == "left_out"
    imports.leave_out(row=duplicate, out=False)

    assert duplicate.state == "ready"
    booked(brought_in)
    assert Activity.objects.count() == 3


def test_one_undo_takes_everything_back_and_it_can_be_booked_anew():
    account = AccountFactory()
    paid_in(account, 10)
    brought_in = booked(looked_at(account, FILE))

    undone(brought_in)

    assert list(Activity.objects.values_list("kind", flat=True)) == ["deposit"]
    assert not Instrument.objects.filter(owner=account.owner).exists()
    assert brought_in.counts == {"ready": 3, "to_mend": 2}
    booked(looked_at_again(brought_in))
    assert Activity.objects.count() == 4


def test_the_history_of_an_edited_line_says_that_its_import_was_undone():
    brought_in = booked(looked_at(AccountFactory(), FILE))
    line = Activity.objects.get(instrument__symbol="NEW")
    services.edit_activity(activity=line, quantity=Decimal(4))

    undone(brought_in)

    latest = history_of(brought_in.owner, line.uuid)[0]
    assert (latest.before["quantity"], latest.after) == ("4", None)


def test_after_an_undo_nothing_of_what_the_file_brought_is_counted():
    person = a_full_ledger()
    another = UserFactory(base_currency=person.base_currency)
    account = AccountFactory(owner=another, name="Other broker")
    brought_in = booked(looked_at(account, "".join(export.as_json(person))))
    update_portfolio_metrics(user=another)
    assert Account.objects.for_user(another).count() == 3

    undone(brought_in)
    update_portfolio_metrics(user=another)

    assert list(Account.objects.for_user(another)) == [account]
    assert not Instrument.objects.filter(owner=another).exists()
    assert figures.kept(another).sums.value.tolist() == [0]


def test_lines_of_an_account_that_was_closed_since_are_not_booked():
    account = AccountFactory()
    brought_in = looked_at(account, FILE)
    services.close_account(account=account, on=date(2024, 2, 5))

    booked(brought_in)

    assert brought_in.rows.get(line=5).sentence == f"{account} was closed on 2024-02-05."
    assert Activity.objects.count() == 2


def test_an_import_whose_shares_were_sold_since_is_not_undone_and_nothing_is_lost():
    account = AccountFactory()
    brought_in = booked(looked_at(account, FILE))
    sold(account, Instrument.objects.get(symbol="NEW"), 3, date(2024, 3, 1), "8")

    with pytest.raises(DomainError):
        undone(brought_in)
    given_up(brought_in)

    assert Activity.objects.count() == 4
    assert import_of(account.owner, brought_in.uuid).state == Import.State.BOOKED


def test_a_line_that_the_ledger_cannot_bear_is_said_with_its_reason():
    account, instrument = AccountFactory(), InstrumentFactory(symbol="ABC")
    bought(account, instrument, 5, date(2024, 1, 1), "10")
    sold(account, instrument, 5, date(2024, 3, 1), "10")
    text = "Date,Type,Symbol,Quantity,Price,Currency\n2024-02-01,Sell,ABC,2,10,EUR\n"

    brought_in = looked_at(account, text)

    assert states(brought_in) == [(2, "to_mend")]
    assert "a line of your ledger cannot be" in brought_in.rows.get().sentence


def test_without_a_rate_the_lines_in_that_currency_wait_and_the_others_go():
    account = AccountFactory()
    text = (
        "Date,Type,Symbol,Quantity,Price,Currency\n2024-01-03,Buy,ABC,1,10,USD\n2024-01-04,Buy,ABC,1,10,USD\n"
        "2024-01-03,Buy,EUX,1,10,EUR\n"
    )

    brought_in = looked_at(account, text)
    assert [state for _, state in states(brought_in)] == ["to_mend", "to_mend", "ready"]
    rated("USD")

    assert looked_at_again(brought_in).counts == {"ready": 3}


def test_a_file_is_read_when_it_is_taken_and_then_by_its_jobs_alone(monkeypatch):
    account = AccountFactory()
    brought_in = taken(account, FILE)
    read = []
    monkeypatch.setattr(files, "sheet_of", read.append)
    assert imports.known_settings(brought_in)["columns"][0] == "Date"
    imports.begin_check(brought_in=brought_in, preset="generic", settings={})
    assert read == []

    monkeypatch.undo()
    Import.objects.update(settings={})
    assert imports.known_settings(Import.objects.get())["sample"][1][2] == "ABC"


def test_of_a_long_file_only_the_head_is_read_when_it_is_taken():
    account = AccountFactory()
    line = "2024-01-02,Buy,ABC,1,100,EUR\n"
    text = "Date,Type,Symbol,Quantity,Price,Currency\n" + line * sheets.HEAD
    broken = text + '2024-01-02,Buy,"' + "x" * (sheets.LONGEST_CELL + 1)

    whole, cut_off = taken(account, text), taken(account, broken)

    assert checking.read(whole).rows[-1].line == sheets.HEAD + 1
    with pytest.raises(BadFile, match="Line 5002"):
        checking.read(cut_off)


def test_columns_are_chosen_once_and_remembered_for_files_with_the_same():
    account = AccountFactory()
    text = "When;What;Which;How many;At\n02.01.2024;Kauf;ABC;1,5;1.000,50\n"
    mapping = {"on": "When", "kind": "What", "symbol": "Which", "quantity": "How many", "price": "At"}

    first = looked_at(account, text, preset="generic", mapping=mapping, order="dmy")
    second = taken(account, text.replace("1,5", "2,5"))

    assert first.counts == {"ready": 1}
    assert first.rows.get().fields["price"] == "1000.50"
    assert second.settings["mapping"] == mapping
    assert second.settings["remembered"]
    assert ImportHabit.objects.for_user(account.owner).count() == 1


def test_what_the_person_states_is_compared_with_the_ledger():
    account = AccountFactory()
    paid_in(account, 1000)
    brought_in = booked(looked_at(account, FILE))

    imports.state_closing(brought_in=brought_in, lines="6 ABC\n904 EUR\n3 NEW\n1 GONE", on=date(2024, 12, 31))

    compared = {one.what: (one.in_ledger, one.agrees) for one in reconciled(brought_in)}
    assert compared == {
        "ABC": (Decimal(6), True), "EUR": (Decimal("904.00"), True), "NEW": (Decimal(3), True), "GONE": (0, False),
    }  # fmt: skip
    with pytest.raises(BadEntry):
        imports.state_closing(brought_in=brought_in, lines="some ABC", on=None)


def test_utf_16_and_archives_are_taken_and_pictures_are_not(tmp_path):
    account = AccountFactory()

    assert looked_at(account, FILE.encode("utf-16")).counts["ready"] == 3
    with pytest.raises(FileRefused):
        taken(account, b"\x89PNG\r\n\x1a\n")
    with pytest.raises(BadFile):
        taken(account, '{"something": "else"}')
    with pytest.raises(NotThere):
        imports.open_import(owner=UserFactory(), account=account, upload=None, filename="x")


def test_work_that_is_going_on_is_not_disturbed():
    brought_in = looked_at(AccountFactory(), FILE)
    imports.begin_booking(brought_in=brought_in)

    for refused in (
        lambda: imports.begin_booking(brought_in=brought_in),
        lambda: imports.begin_check(brought_in=brought_in, preset="generic", settings={}),
        lambda: imports.begin_undo(brought_in=brought_in),
        lambda: imports.mend_row(row=brought_in.rows.get(line=2), fields={}),
        lambda: imports.forget_import(brought_in=Import.objects.get()),
    ):
        with pytest.raises(imports.ImportRefused):
            refused()


def test_work_that_was_given_up_leaves_the_file_as_it_was_before():
    brought_in = taken(AccountFactory(), FILE)

    imports.begin_check(brought_in=brought_in, preset="generic", settings={})
    given_up(brought_in)
    assert import_of(brought_in.owner, brought_in.uuid).state == Import.State.NEW
    looked_at_again(brought_in)
    imports.begin_booking(brought_in=brought_in)
    given_up(brought_in)
    assert import_of(brought_in.owner, brought_in.uuid).state == Import.State.CHECKED
    imports.leave_out(row=brought_in.rows.get(line=5))
    booked(brought_in)
    imports.begin_undo(brought_in=brought_in)
    Import.objects.update(job_uuid=None)

    assert import_of(brought_in.owner, brought_in.uuid).state == Import.State.BOOKED
    undone(brought_in)
    assert brought_in.state == Import.State.UNDONE


def test_work_that_was_given_up_and_goes_on_after_all_changes_nothing():
    brought_in = looked_at(AccountFactory(), FILE)
    imports.begin_booking(brought_in=brought_in)
    given_up(brought_in)
    imports.leave_out(row=brought_in.rows.get(line=5))

    imports.book_import(import_id=brought_in.pk, progress=Told())
    imports.check_import(import_id=brought_in.pk, progress=Told())
    imports.undo_import(import_id=brought_in.pk, progress=Told())

    assert not Activity.objects.exists()
    assert Import.objects.get().state == Import.State.CHECKED
    assert brought_in.rows.get(line=5).state == "left_out"


def test_lines_that_another_run_booked_are_not_booked_again(monkeypatch):
    brought_in = looked_at(AccountFactory(), FILE)
    imports.begin_booking(brought_in=brought_in)
    once = booking._drafts

    def overtaken(*said):
        drafts = once(*said)
        monkeypatch.setattr(booking, "_drafts", once)
        booking._book_all(Import.objects.select_related("owner", "account").get(), Told())
        Import.objects.update(state=Import.State.BOOKING)
        return drafts

    monkeypatch.setattr(booking, "_drafts", overtaken)
    imports.book_import(import_id=brought_in.pk, progress=Told())

    assert Activity.objects.count() == 3
    assert Import.objects.get().counts == {"booked": 3, "to_mend": 2}


def test_forgetting_a_file_keeps_what_was_booked(django_capture_on_commit_callbacks):
    brought_in = booked(looked_at(AccountFactory(), FILE))
    name, storage = brought_in.file.name, brought_in.file.storage

    with django_capture_on_commit_callbacks(execute=True):
        imports.forget_import(brought_in=brought_in)

    assert Activity.objects.count() == 3
    assert not storage.exists(name)
