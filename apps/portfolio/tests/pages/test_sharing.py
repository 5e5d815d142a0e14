"""Links that show others a portfolio: what they show and to whom, and what never leaves."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import timezone

from apps.portfolio import services
from apps.portfolio.models import Holding, Share
from apps.portfolio.services.valuation import update_portfolio_metrics
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, bought, paid_in, priced, shared
from project.lib import retention
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db

API = "/api/v1/portfolio"
JSON = {"content_type": "application/json"}
NOW = "2024-06-03T12:00:00Z"


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock(NOW):
        yield


@pytest.fixture
def ada():
    """Amounts that are unlike anything else on a page."""
    owner = UserFactory(name="Ada Lovelace", base_currency="EUR")
    account = AccountFactory(owner=owner, name="Secret Bank 4711")
    paid_in(account, "98765.43")
    fund = priced(InstrumentFactory(symbol="WRLD", name="World Fund", kind="etf", region="World"), price="314.15")
    bought(account, fund, "173.19", date(2024, 1, 2), price="314.16", fee=Decimal("57.91"))
    update_portfolio_metrics(user=owner)
    return owner


def page(client, token, query=""):
    return client.get(f"/portfolio/shared/{token}/{query}")


def amounts_of(owner):
    """Every amount that the owner's figures know, as pages and JSON may write it."""
    figures = set()
    for row in Holding.objects.for_user(owner):
        figures |= {row.quantity, row.cost, row.market_value, row.price, row.fees, row.cost_in_currency}
    figures |= {Decimal("98765.43"), Decimal("314.16"), Decimal("57.91"), Decimal("173.19")}
    figures |= {sum(row.market_value for row in Holding.objects.for_user(owner))}
    found = set()
    for figure in figures - {None, Decimal(0), Decimal(1)}:
        for places in (0, 1, 2):
            rounded = round(abs(figure), places)
            found |= {f"{rounded:.{places}f}", f"{rounded:,.{places}f}"}
        found.add(f"{figure.normalize():f}")
    return {text for text in found if len(text) > 3}


# --- What never leaves ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?range=ytd", "?range=all", "?range=nonsense", "?as=csv"])
def test_with_percentages_only_no_amount_is_anywhere(query, client, ada):
    _, token = shared(ada)
    html = page(client, token, query)
    program = client.get(f"{API}/shared/{token}")

    assert html.status_code == program.status_code == 200
    for said in (html.content.decode(), program.content.decode()):
        assert not [text for text in amounts_of(ada) if re.search(rf"(?<![\d.,]){re.escape(text)}(?![\d.,]*\d)", said)]
        assert "€" not in said
        # As a word: a token may have these letters.
        assert not re.search(r"\bEUR\b", said)
        assert "World Fund" in said
    assert "value" not in program.json()
    assert "currency" not in program.json()


def test_the_markers_would_be_found_where_they_are_shown(client, ada):
    _, token = shared(ada, scope="amounts")

    said = page(client, token).content.decode()

    assert [text for text in amounts_of(ada) if text in said]
    assert "€" in said


def test_neither_name_nor_address_nor_accounts_nor_the_note_to_oneself(client, ada):
    _, token = shared(ada, name="My mother")

    for said in (page(client, token).content.decode(), client.get(f"{API}/shared/{token}").content.decode()):
        for secret in ("Ada", "Lovelace", ada.email, "Secret Bank", "My mother", str(ada.uuid)):
            assert secret not in said


def test_the_name_is_said_where_that_is_wanted_and_the_address_never(client, ada):
    _, token = shared(ada, shows_name=True)

    said = page(client, token).content.decode()

    assert "Portfolio of Ada Lovelace" in said
    assert ada.email not in said
    assert client.get(f"{API}/shared/{token}").json()["owner"] == "Ada Lovelace"


def test_no_cache_keeps_it_and_no_search_engine_lists_it(client, ada):
    _, token = shared(ada)

    for answer in (page(client, token), client.get(f"{API}/shared/{token}")):
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert '<meta name="robots" content="noindex' in page(client, token).content.decode()
    assert page(client, token)["Referrer-Policy"] == "same-origin"


def test_only_the_digest_of_the_token_is_kept(ada):
    share, token = shared(ada)

    kept = " ".join(str(value) for value in Share.objects.filter(pk=share.pk).values().get().values())

    assert len(token) >= 43
    assert token not in kept
    assert shared(ada)[1] != token


# --- When it is over --------------------------------------------------------------------------------------------------


def test_revoked_it_is_over_at_once(client, ada):
    share, token = shared(ada)
    assert page(client, token).status_code == 200

    client.force_login(ada)
    client.post(f"/portfolio/sharing/{share.uuid}/revoke/")

    answer = page(client, token)
    assert answer.status_code == 410
    assert "This link shows nothing any more." in answer.content.decode()
    assert "World Fund" not in answer.content.decode()
    assert client.get(f"{API}/shared/{token}").status_code == 410


def test_expired_it_is_over(client, ada):
    _, token = shared(ada)

    with clock("2024-06-04T12:00:01Z"):
        assert page(client, token).status_code == 410


@pytest.mark.parametrize("gone", [{"is_active": False}, {"erase_at": timezone.now()}])
def test_whoever_leaves_or_is_kept_out_shows_nothing(gone, client, ada):
    _, token = shared(ada)
    for name, value in gone.items():
        setattr(ada, name, value)
    ada.save()

    assert page(client, token).status_code == 410


def test_a_token_that_never_was_is_not_found(client, ada):
    assert page(client, "guessed").status_code == 404
    assert client.get(f"{API}/shared/guessed").json()["code"] == "not_found"


def test_guessing_at_tokens_is_limited(client, ada, settings):
    settings.RATE_LIMITS_ENABLED = True

    answers = [page(client, f"guess-{number}").status_code for number in range(40)]

    assert set(answers) == {404, 429}


def test_links_that_are_over_go_after_a_month(ada):
    over, live = shared(ada)[0], shared(ada, expires_at=timezone.now() + timedelta(days=300))[0]
    services.revoke_share(owner=ada, uuid=over.uuid)
    (rule,) = [rule for name, rule in retention.rules if name == "portfolio.Share"]

    due = rule.due(timezone.now() + timedelta(days=1))

    assert list(due) == [over]
    assert live.pk


# --- Making them ------------------------------------------------------------------------------------------------------


def test_a_link_is_made_shown_once_and_opens(client, ada):
    client.force_login(ada)

    made = client.post("/portfolio/sharing/", {"name": "Mother", "scope": "percentages", "lasts": "7"})
    link = made.context["link"]
    client.logout()
    opened = client.get(link)

    assert link in made.content.decode()
    assert opened.status_code == 200
    assert Share.objects.get().expires_at == timezone.now() + timedelta(days=7)
    client.force_login(ada)
    again = client.get("/portfolio/sharing/")
    assert link not in again.content.decode()
    assert "Mother" in again.content.decode()
    assert "no-store" in made["Cache-Control"]


def test_what_happens_to_links_is_written_down(client, ada):
    share, token = shared(ada)
    page(client, token)
    page(client, token)
    services.revoke_share(owner=ada, uuid=share.uuid)
    services.revoke_share(owner=ada, uuid=share.uuid)

    names = apps.get_model("accounts.AuditEvent").objects.for_user(ada).order_by("id").values_list("name", flat=True)

    assert list(names) == ["share_made", "share_opened", "share_revoked"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"expires_at": "2024-06-03T11:00:00Z"}, "expires_at"),
        ({"expires_at": "2026-01-01T00:00:00Z"}, "expires_at"),
        ({"scope": "everything"}, "scope"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_links_that_cannot_be_meant_are_refused(said, field, client, ada):
    client.force_login(ada)
    body = {"name": "Mother", "expires_at": "2024-07-01T00:00:00Z"} | said

    answer = client.post(f"{API}/shares", body, **JSON)

    assert answer.status_code == 400
    assert field in answer.json()["fields"]
    assert not Share.objects.exists()


def test_the_page_says_what_is_wrong(client, ada):
    client.force_login(ada)

    answer = client.post("/portfolio/sharing/", {"name": "", "scope": "percentages", "lasts": "7"})

    assert answer.status_code == 422
    assert not Share.objects.exists()


def test_there_are_only_so_many(client, ada):
    for _ in range(20):
        shared(ada)
    client.force_login(ada)

    answer = client.post("/portfolio/sharing/", {"name": "One more", "scope": "percentages", "lasts": "7"})

    assert "You have 20 links." in answer.content.decode()
    with pytest.raises(services.BadShare):
        shared(ada, scope="everything")


def test_programs_make_list_and_revoke_them(client, ada):
    client.force_login(ada)

    made = client.post(
        f"{API}/shares", {"name": "Site", "scope": "amounts", "expires_at": "2024-07-01T00:00:00Z"}, **JSON
    )
    opened = client.get(f"{API}/shared/{made.json()['token']}").json()
    listed = client.get(f"{API}/shares").json()
    gone = client.delete(f"{API}/shares/{made.json()['uuid']}").status_code

    assert made.status_code == 201
    assert opened["currency"] == "EUR"
    assert Decimal(opened["value"]) == sum(Decimal(part["value"]) for part in opened["holdings"])
    assert [row["name"] for row in listed] == ["Site"]
    assert "token" not in listed[0]
    assert gone == 204
    assert client.get(f"{API}/shared/{made.json()['token']}").status_code == 410


def test_without_figures_it_says_so(client):
    _, token = shared(UserFactory())

    assert "There are no figures yet" in page(client, token).content.decode()


def test_what_lies_in_several_accounts_is_one_line(client, ada):
    fund = Holding.objects.for_user(ada).get(instrument__symbol="WRLD").instrument
    bought(AccountFactory(owner=ada), fund, 5, date(2024, 2, 1))
    update_portfolio_metrics(user=ada)
    _, token = shared(ada, scope="amounts")

    names = [name for name, *_ in page(client, token).context["holdings"]]

    assert sorted(names) == ["Cash", "World Fund"]


def test_where_more_was_owed_than_held_nothing_is_drawn(client):
    account = AccountFactory()
    services.record_activity(
        owner=account.owner, account=account, kind="withdrawal", on=date(2024, 5, 1), amount=Decimal(100)
    )
    paid_in(account, 50, date(2024, 5, 3))
    update_portfolio_metrics(user=account.owner)
    _, token = shared(account.owner)

    answer = page(client, token)

    assert answer.status_code == 200
    assert answer.context["chart"] is None
