"""The ledger: what is refused and in which words, and how every change can be taken back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from decimal import Decimal
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from apps.portfolio import services, tasks
from apps.portfolio.domain.activities import BadActivity as BadLine
from apps.portfolio.domain.lots import Oversold
from apps.portfolio.domain.quotes import MissingRate
from apps.portfolio.models import Account, Activity, ActivityChange, Outdated, Standing
from apps.portfolio.queries import books
from apps.portfolio.services import ledger
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, rated, sold
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db

DAY, LATER = date(2024, 3, 1), date(2024, 5, 1)


@pytest.fixture
def account():
    return AccountFactory(name="Broker")


@pytest.fixture
def shares():
    return InstrumentFactory(symbol="ABC")


def held(account):
    return {symbol: quantity for (_, symbol), quantity in books.positions(account.owner).items()}


def latest_batch(account):
    return ActivityChange.objects.for_user(account.owner).latest("id").batch


# --- One --------------------------------------------------------------------------------------------------------------


def test_what_is_recorded_stands_in_the_ledger_and_marks_its_figures(account, shares):
    activity = bought(account, shares, "3.5", DAY)

    assert Activity.objects.get() == activity
    assert activity.currency == "EUR"
    assert held(account) == {"ABC": Decimal("3.5")}
    assert Outdated.objects.for_user(account.owner).get().instrument == shares
    assert Standing.objects.get(owner=account.owner).version == 1


def test_new_figures_are_asked_for_once_it_is_committed(account, django_capture_on_commit_callbacks):
    with (
        patch.object(tasks.update_portfolio_metrics, "apply_async") as enqueued,
        django_capture_on_commit_callbacks(execute=True),
    ):
        paid_in(account, 10)

    enqueued.assert_called_once_with(kwargs={"user_id": account.owner.pk}, queue="interactive")


def test_more_than_is_held_is_refused_in_a_sentence(account, shares):
    bought(account, shares, 3, DAY)

    with pytest.raises(Oversold) as no, transaction.atomic():
        sold(account, shares, 5, LATER)

    assert no.value.detail == (
        "Activity (sell of ABC on 2024-05-01): you hold 3 in Broker, so 5 cannot leave; "
        "what you sell without holding it is a short sale."
    )
    assert list(no.value.fields) == ["quantity"]
    assert Activity.objects.count() == 1


def test_a_purchase_that_was_sold_since_cannot_be_deleted(account, shares):
    purchase = bought(account, shares, 3, DAY)
    sale = sold(account, shares, 3, LATER)

    with pytest.raises(Oversold, match=rf"Activity {sale.pk} \(sell of ABC"), transaction.atomic():
        services.delete_activity(activity=purchase)

    assert held(account) == {}


@clock("2024-05-01T23:30:00Z")
def test_the_future_begins_where_the_person_is(shares):
    account = AccountFactory(owner=UserFactory(time_zone="Asia/Tokyo"))

    bought(account, shares, 1, date(2024, 5, 2))
    with pytest.raises(services.InTheFuture):
        bought(account, shares, 1, date(2024, 5, 3))


def test_chosen_lots_are_taken(account, shares):
    services.change_account(account=account, lot_method="chosen")
    cheap, dear = bought(account, shares, 2, DAY, price="10"), bought(account, shares, 2, DAY, price="30")

    with pytest.raises(BadLine, match="say which lots"), transaction.atomic():
        sold(account, shares, 1, LATER)
    sold(account, shares, 1, LATER, lots=[[dear.pk, "1"]])

    left = {lot.activity_id: lot.quantity for lot in books.open_lots(account.owner, shares, account=account)}
    assert left == {cheap.pk: 2, dear.pk: 1}
    (gain,) = books.realised_gains(account.owner, shares, first=LATER)
    assert gain.gain.own == 70


def test_the_time_of_day_orders_the_day(account, shares):
    services.record_activity(
        owner=account.owner, account=account, kind="buy", on=DAY, at=time(15, 0), instrument=shares,
        quantity=Decimal(1), price=Decimal(1),
    )  # fmt: skip

    with pytest.raises(Oversold):
        sold(account, shares, 1, DAY, at=time(9, 30))


def test_another_time_of_day_is_another_place_in_the_day(account, shares):
    purchase = bought(account, shares, 1, DAY, at=time(15, 0))
    sale = sold(account, shares, 1, DAY, at=time(16, 0))

    with pytest.raises(Oversold), transaction.atomic():
        services.edit_activity(activity=sale, at=time(9, 30))
    services.edit_activity(activity=purchase, at=time(9, 0))
    services.edit_activity(activity=sale, at=time(9, 30), note="as the broker has it")

    assert list(Activity.objects.in_ledger_order().values_list("kind", "order")) == [("buy", 540), ("sell", 570)]
    services.edit_activity(activity=sale, at=None, order=7000)
    assert services.edit_activity(activity=sale, note="last of all").order == 7000


def test_a_currency_without_a_rate_is_refused(account):
    foreign = InstrumentFactory(currency="USD")

    with pytest.raises(MissingRate, match="USD"), transaction.atomic():
        bought(account, foreign, 1, DAY)
    rated("USD")
    bought(account, foreign, 1, DAY)

    assert books.what_is_in(account)[1].endswith(" EUR")


@pytest.mark.parametrize(
    ("said", "error", "field"),
    [
        ({"kind": "gift"}, services.BadActivity, "kind"),
        ({"kind": "buy", "quantity": Decimal(1), "price": Decimal(1)}, services.BadActivity, "instrument"),
        ({"kind": "deposit", "amount": Decimal(0)}, BadLine, "amount"),
        ({"kind": "deposit", "amount": Decimal(1), "currency": "XYZ"}, services.BadCurrency, "currency"),
        ({"kind": "deposit", "amount": Decimal(1), "settled_in": "??"}, services.BadCurrency, "settled_in"),
    ],
)
def test_what_does_not_say_enough_is_refused_at_its_field(said, error, field, account):
    with pytest.raises(error) as no, transaction.atomic():
        services.record_activity(owner=account.owner, account=account, on=DAY, **said)

    assert list(no.value.fields) == [field]


def test_others_things_are_not_there(account, shares):
    stranger = AccountFactory()
    theirs = InstrumentFactory(owner=stranger.owner)

    with pytest.raises(NotThere):
        services.record_activity(owner=account.owner, account=stranger, kind="deposit", on=DAY, amount=Decimal(1))
    with pytest.raises(NotThere):
        bought(account, theirs, 1, DAY)
    with pytest.raises(NotThere):
        services.record_activity(
            owner=account.owner, account=account, to_account=stranger, kind="transfer", on=DAY, amount=Decimal(1)
        )
    with pytest.raises(NotThere):
        services.edit_activities(owner=account.owner, uuids=[paid_in(stranger, 1).uuid], note="mine")


def test_the_database_itself_refuses_nonsense(account, shares):
    wrong = [
        {"kind": "gift"},
        {"kind": "buy"},
        {"kind": "deposit", "amount": -1},
        {"kind": "deposit", "to_account": account},
        {"kind": "split", "instrument": shares, "ratio_new": 2},
        {"kind": "spin_off", "instrument": shares, "into": shares},
    ]

    for said in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.create(owner=account.owner, account=account, on=DAY, currency="EUR", **said)


# --- Changes and the way back -----------------------------------------------------------------------------------------


def test_an_edit_is_replayed_and_can_be_undone_and_redone(account, shares):
    activity = bought(account, shares, 3, DAY, note="first")

    services.edit_activity(activity=activity, quantity=Decimal(5), note="second")
    edit = latest_batch(account)
    assert held(account) == {"ABC": 5}

    services.undo(owner=account.owner, batch=edit)
    assert held(account) == {"ABC": 3}
    assert Activity.objects.get().note == "first"

    services.undo(owner=account.owner, batch=latest_batch(account))
    assert held(account) == {"ABC": 5}


def test_a_deletion_comes_back_as_it_was(account, shares):
    activity = bought(account, shares, 3, DAY, tags=["one"], at=time(9, 0))

    batch = services.delete_activity(activity=activity)
    assert held(account) == {}
    services.undo(owner=account.owner, batch=batch)

    back = Activity.objects.get()
    assert (back.pk, back.uuid, back.tags, back.at) == (activity.pk, activity.uuid, ["one"], time(9, 0))
    assert held(account) == {"ABC": 3}


def test_recording_can_be_undone(account, shares):
    bought(account, shares, 3, DAY)

    services.undo(owner=account.owner, batch=latest_batch(account))

    assert not Activity.objects.exists()


def test_many_are_edited_together_or_not_at_all(account, shares):
    other = AccountFactory(owner=account.owner)
    uuids = [bought(account, shares, 1, DAY).uuid for _ in range(3)]

    assert services.edit_activities(owner=account.owner, uuids=uuids, tags=["plan"], account=other) == 3
    with pytest.raises(services.BadCurrency), transaction.atomic():
        services.edit_activities(owner=account.owner, uuids=uuids, currency="XXX")

    assert [list(row.tags) for row in Activity.objects.filter(account=other)] == [["plan"]] * 3
    services.undo(owner=account.owner, batch=latest_batch(account))
    assert Activity.objects.filter(account=account, tags=[]).count() == 3


def test_what_was_changed_since_is_not_undone(account):
    activity = paid_in(account, 10)
    services.edit_activity(activity=activity, amount=Decimal(20))
    edit = latest_batch(account)
    services.edit_activity(activity=Activity.objects.get(), amount=Decimal(30))

    with pytest.raises(services.ChangedSince), transaction.atomic():
        services.undo(owner=account.owner, batch=edit)
    services.undo(owner=account.owner, batch=latest_batch(account))
    services.undo(owner=account.owner, batch=edit)
    with pytest.raises(services.ChangedSince, match="undone already"):
        services.undo(owner=account.owner, batch=edit)

    assert Activity.objects.get().amount == 10


def test_nobody_undoes_what_another_did(account):
    paid_in(account, 10)

    with pytest.raises(NotThere):
        services.undo(owner=UserFactory(), batch=latest_batch(account))
    with pytest.raises(NotThere):
        services.delete_activities(owner=account.owner, uuids=[uuid4()])
    with pytest.raises(services.BadActivity, match="At most"):
        services.delete_activities(owner=account.owner, uuids=[uuid4() for _ in range(1001)])


def test_what_lost_its_account_does_not_come_back(account, shares):
    batch = services.delete_activity(activity=bought(account, shares, 3, DAY))
    services.delete_account(account=account)

    with pytest.raises(services.AccountGone, match="account of this activity is deleted"):
        services.undo(owner=account.owner, batch=batch)


def test_what_lost_its_security_does_not_come_back(account):
    house = services.add_instrument(owner=account.owner, symbol="HOUSE", name="Our house", currency="EUR")
    batch = services.delete_activity(activity=bought(account, house, 1, DAY))
    services.delete_instrument(owner=account.owner, instrument=house)

    with pytest.raises(services.ChangedSince, match="security of this activity is deleted"):
        services.undo(owner=account.owner, batch=batch)


def test_nothing_comes_back_into_an_account_that_is_closed_by_then(account):
    batch = services.delete_activity(activity=paid_in(account, 1, LATER))
    services.close_account(account=account, on=DAY)

    with pytest.raises(services.AccountClosed, match="was closed on 2024-03-01"):
        services.undo(owner=account.owner, batch=batch)


def test_an_account_is_closed_also_for_those_who_saw_it_open(account):
    services.close_account(account=Account.objects.get(), on=DAY)

    with pytest.raises(services.AccountClosed):
        paid_in(account, 1, LATER)


# --- At once ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_sales_at_once_cannot_both_have_the_same_shares(account, shares):
    bought(account, shares, 10, DAY)

    def sell():
        try:
            sold(account, shares, 7, LATER)
        except Oversold:
            return "refused"
        finally:
            connection.close()
        return "sold"

    with ThreadPoolExecutor(4) as threads:
        outcomes = [future.result() for future in [threads.submit(sell) for _ in range(4)]]

    assert sorted(outcomes) == ["refused", "refused", "refused", "sold"]
    assert held(account) == {"ABC": 3}


@pytest.mark.django_db(transaction=True)
def test_a_split_waits_for_sales_in_other_accounts_and_they_for_it(account, shares):
    other = AccountFactory(owner=account.owner)
    bought(account, shares, 10, DAY)
    bought(other, shares, 10, DAY)

    def sell():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                sold(other, shares, 10, LATER)
        except OperationalError:
            return "waited"
        finally:
            connection.close()
        return "sold"

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        services.record_activity(
            owner=account.owner, account=account, kind="split", on=LATER, instrument=shares, ratio_new=1, ratio_old=2
        )
        outcome = threads.submit(sell).result()

    assert outcome == "waited"


@pytest.mark.django_db(transaction=True)
def test_figures_are_made_while_the_ledger_is_written(account):
    paid_in(account, 10)

    def value():
        try:
            return services.update_portfolio_metrics_of(user_id=account.owner.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        ledger.held(account.owner)
        making = threads.submit(value)
        done = making.result(timeout=5)

    assert done is True
