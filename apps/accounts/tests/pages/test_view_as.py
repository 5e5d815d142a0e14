"""Staff see a person's pages as that person does: to read only, for a quarter of an hour, and not in secret."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import AuditEvent, Profile, Subject
from apps.accounts.pages.view_as import ViewAs
from apps.accounts.services import audit, profiles
from apps.accounts.services.view_as import Viewing
from apps.accounts.tests.staff_people import allow, member_of, use_second_factor
from apps.jobs.tests.factories import JobFactory
from project.lib.testing import UserFactory, clock, losing, statements

pytestmark = pytest.mark.django_db
BANNER = "You see this as Ada"
REFUSED = "you can only read"


@pytest.fixture
def ada():
    return UserFactory(name="Ada", time_zone="Asia/Tokyo", locale="de-DE", has_photo=True)


@pytest.fixture
def root(client):
    person = UserFactory(administrator=True, name="Root")
    client.force_login(person)
    use_second_factor(client)
    return person


def begin(client, person, reason="They asked what is wrong"):
    return client.post(f"/admin/accounts/user/{person.pk}/view-as/", {"reason": reason})


@pytest.fixture
def viewing(root, ada, client):
    assert begin(client, ada).url == "/"
    return ada


def names_of(person):
    return list(AuditEvent.objects.for_user(person).values_list("name", flat=True))


# --- Beginning --------------------------------------------------------------------------------------------------------


def test_it_begins_for_a_reason_and_the_person_reads_it(root, ada, client):
    asked = client.get(f"/admin/accounts/user/{ada.pk}/view-as/").content.decode()
    without = begin(client, ada, reason="")
    begin(client, ada)

    event = AuditEvent.objects.for_user(ada).get()
    details = audit.details_of(event, Subject.objects.get(user=ada))
    assert "for 15 minutes" in asked
    assert without.status_code == 200
    assert (event.name, event.actor) == ("view_as_started", Subject.objects.get(user=root).pk)
    assert details["reason"] == "They asked what is wrong"
    client.post("/view-as/end/")
    client.force_login(ada)
    history = client.get("/settings/history/").content.decode()
    assert "Staff began to look at your pages" in history
    assert "They asked what is wrong" in history


def test_the_admin_links_to_it_for_those_who_may(root, ada, client):
    link = f"/admin/accounts/user/{ada.pk}/view-as/"
    shown = client.get(f"/admin/accounts/user/{ada.pk}/change/").content.decode()
    client.force_login(member_of("support"))

    assert link in shown
    assert link not in client.get(f"/admin/accounts/user/{ada.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("actor_is", "target", "sentence"),
    [
        ({"group": "support", "right": False, "factor": True}, "person", "You lack the permission"),
        ({"group": "support", "right": True, "factor": False}, "person", "Sign in with your second factor first"),
        (
            {"group": "support", "right": True, "factor": True},
            "staff",
            "Only administrators look at the pages of staff",
        ),
        ({"group": "support", "right": True, "factor": True}, "closed", "This account is closed"),
        ({"group": "support", "right": True, "factor": True}, "self", "These are your own pages"),
        ({"group": "support", "right": True, "factor": True}, "person", ""),
        ({"group": "admin", "right": False, "factor": False}, "person", "Sign in with your second factor first"),
        ({"group": "admin", "right": False, "factor": True}, "staff", ""),
    ],
)
def test_who_may_look_at_whom(actor_is, target, sentence, client):
    actor = UserFactory(administrator=True) if actor_is["group"] == "admin" else member_of("support")
    people = {"person": UserFactory(), "staff": member_of("ops"), "closed": UserFactory(is_active=False), "self": actor}
    if actor_is["right"]:
        allow(actor, "view_as")
    client.force_login(actor)
    if actor_is["factor"]:
        use_second_factor(client)

    reply = begin(client, people[target])

    assert reply.status_code == (403 if sentence else 302)
    assert sentence in reply.content.decode()
    assert names_of(people[target]) == ([] if sentence else ["view_as_started"])


def test_there_is_nobody_to_look_at(root, client):
    assert client.get("/admin/accounts/user/987654/view-as/").status_code == 404


# --- Looking ----------------------------------------------------------------------------------------------------------


def test_their_pages_are_shown_as_they_see_them_under_a_banner(viewing, client):
    JobFactory(owner=viewing, title="Ada's import", done=True)
    profiles.update_profile(person=viewing, diet="vegan")

    pages = {path: client.get(path).content.decode() for path in ("/", "/jobs/", "/settings/", "/settings/profile/")}

    assert all(BANNER in page and "Root" not in page for page in pages.values())
    assert "Ada&#x27;s import" in pages["/jobs/"]
    assert '<option value="vegan" selected>' in pages["/settings/profile/"]
    assert "in their time" in pages["/"]
    assert not any('settings/profile/photo/" alt' in page or "Sign out" in page for page in pages.values())


def test_dates_are_written_their_way_and_no_longer_after_it(viewing, client):
    # Midnight has passed in Tokyo, not where the staff are.
    with clock(timezone.now().replace(hour=20, minute=0)):
        client.post("/view-as/end/")
        begin(client, viewing)
        theirs, own = client.get("/").context["today"], timezone.localdate()

    assert theirs == own + timedelta(days=1)


def test_a_fragment_is_shown_and_a_fragment_that_writes_is_not(viewing, client):
    job = JobFactory(owner=viewing, title="Ada's import")
    htmx = {"HX-Request": "true"}

    shown = client.get("/jobs/", headers=htmx)
    refused = client.post(f"/jobs/{job.uuid}/cancel/", headers=htmx)

    job.refresh_from_db()
    assert "Ada&#x27;s import" in shown.content.decode()
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (403, "#toasts")
    assert REFUSED in refused.content.decode()
    assert job.state == "queued"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", ["/settings/profile/", "/settings/", "/feedback/", "/start/skip/", "/sign-out/", "/jobs/"]
)
def test_nothing_is_written(method, path, viewing, client):
    reply = getattr(client, method)(path, {"name": "Eve"}, content_type="application/x-www-form-urlencoded")

    viewing.refresh_from_db()
    assert reply.status_code == 403
    assert REFUSED in reply.content.decode()
    assert viewing.name == "Ada"
    assert not Profile.objects.filter(person=viewing).exists()
    assert BANNER in client.get("/").content.decode()


@pytest.mark.parametrize("method", ["get", "post", "patch"])
@pytest.mark.parametrize("path", ["/api/v1/profile", "/api/v1/jobs", "/api/v1/", "/api/v1/dashboard/overview"])
def test_the_api_answers_nothing(method, path, viewing, client):
    answer = getattr(client, method)(path)

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_no_ticket_for_a_stream_is_given_out(viewing, client):
    job = JobFactory(owner=viewing, running=True)

    page = client.get(f"/jobs/{job.uuid}/").content.decode()
    asked = client.get(f"/api/v1/jobs/{job.uuid}")

    assert "ticket=" not in page
    assert asked.status_code == 403
    assert "ticket" not in asked.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/settings/history/", "/settings/profile/photo/", "/feedback/", "/start/", "/settings/make-it-yours/", "/admin/"],
)
def test_what_is_about_the_account_is_not_shown(path, viewing, client):
    reply = client.get(path)

    assert reply.status_code == 403
    assert REFUSED in reply.content.decode()
    assert BANNER not in reply.content.decode()


def test_what_their_pages_report_by_themselves_is_taken(viewing, client):
    report = {"type": "csp-violation", "body": {}}

    assert client.post("/csp-report", report, content_type="application/reports+json").status_code < 300


def test_looking_costs_one_statement_more(viewing, client):
    client.get("/jobs/")
    with statements() as sent:
        client.get("/jobs/")

    # Whether staff have their second factor, whom they look at, and that person's jobs.
    assert len(sent.beyond_sign_in()) == 3, sent


@pytest.mark.parametrize("send", ["get", "post"])
def test_while_it_cannot_be_known_whose_pages_are_meant_none_are_shown(viewing, client, send):
    with losing('FROM "accounts_user"', f"({viewing.pk},"):
        reply = getattr(client, send)("/settings/profile/")

    assert reply.status_code == 503
    assert BANNER in client.get("/").content.decode()  # it goes on when the fault is over


def test_limits_and_logs_know_who_really_asks(viewing, root, rf):
    request, seen = rf.get("/"), []
    request.user, request.view_as = viewing, Viewing(root, viewing, timezone.now())

    ViewAs(lambda inner: seen.append(inner.user))(request)

    assert (seen, request.user) == ([viewing], root)


# --- Ending -----------------------------------------------------------------------------------------------------------


def test_a_click_ends_it(viewing, client):
    reply = client.post("/view-as/end/")

    assert reply.url == f"/admin/accounts/user/{viewing.pk}/change/"
    assert BANNER not in client.get("/").content.decode()
    assert names_of(viewing) == ["view_as_ended", "view_as_started"]
    assert client.post("/view-as/end/").url == "/admin/"


def test_it_is_over_after_a_quarter_of_an_hour(viewing, client):
    start = timezone.now()
    with clock(start + timedelta(minutes=14, seconds=50)):
        before = client.get("/").content.decode()
    with clock(start + timedelta(minutes=15, seconds=1)):
        over = client.get("/jobs/")
        after = client.get("/jobs/")

    assert BANNER in before
    assert (over.status_code, after.status_code) == (403, 200)
    assert "Your quarter of an hour is over." in over.content.decode()
    assert BANNER not in after.content.decode()
    assert names_of(viewing) == ["view_as_ended", "view_as_started"]


@pytest.mark.parametrize("lost", ["right", "person", "closed"])
def test_it_is_over_when_the_right_or_the_person_is_gone(lost, viewing, root, client):
    if lost == "right":
        root.set_role("user")
        root.is_staff = True
        root.save()
    elif lost == "closed":
        type(viewing).objects.filter(pk=viewing.pk).update(is_active=False)
    else:
        viewing.delete()

    assert client.get("/jobs/").status_code == 403
    assert BANNER not in client.get("/jobs/").content.decode()


def test_ending_is_for_staff(client):
    client.force_login(UserFactory())

    assert client.post("/view-as/end/").status_code == 403


def test_who_looks_at_nobody_notices_nothing(root, client):
    assert client.get("/jobs/").status_code == 200
    assert client.get("/api/v1/jobs").status_code == 200
