"""The audit log is only added to, says who and what to those who may know, and forgets whom it must."""

import logging

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from prometheus_client import REGISTRY

from apps.accounts.domain.events import Event
from apps.accounts.models import AuditEvent, Subject
from apps.accounts.services import audit
from project.lib import privacy
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
REFUSED = (InternalError, ProgrammingError)


def counted(event, result):
    return REGISTRY.get_sample_value("steward_auth_events_total", {"event": event.code, "result": result}) or 0


def test_an_event_is_kept_with_sealed_details():
    person = UserFactory()

    audit.record(Event.PROMOTED, subject=person, details={"role": ["user", "admin"]})

    event = AuditEvent.objects.for_user(person).get()
    assert (event.name, event.outcome) == ("promoted", "success")
    assert "admin" not in event.details
    assert audit.details_of(event, Subject.objects.get(user=person)) == {"role": ["user", "admin"]}


def test_it_also_moves_the_metric_and_reaches_the_security_log(caplog):
    before = counted(Event.SIGN_IN_REFUSED, "failure")

    with caplog.at_level(logging.INFO, "steward.security"):
        audit.record(Event.SIGN_IN_REFUSED, subject=UserFactory(email="ada@example.org"), failed=True)

    assert counted(Event.SIGN_IN_REFUSED, "failure") == before + 1
    assert [(r.getMessage(), r.result) for r in caplog.records] == [("sign_in_refused", "failure")]
    assert "ada" not in str(vars(caplog.records[0]))


@pytest.mark.parametrize("write", [{"name": "x"}, None], ids=["update", "delete"])
def test_the_database_refuses_to_change_it(write):
    audit.record(Event.SIGNED_IN, subject=UserFactory())

    with pytest.raises(REFUSED, match="only added to"), transaction.atomic():
        AuditEvent.objects.update(**write) if write else AuditEvent.objects.all().delete()

    assert AuditEvent.objects.get().name == "signed_in"


def test_only_retention_may_drop_rows_and_not_change_them():
    audit.record(Event.SIGNED_IN, subject=UserFactory())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL steward.audit_retention = 'on'")

    with pytest.raises(REFUSED), transaction.atomic():
        AuditEvent.objects.update(name="x")
    AuditEvent.objects.all().delete()

    assert not AuditEvent.objects.exists()


def test_after_erasure_the_log_counts_and_says_nothing():
    person = UserFactory()
    audit.record(Event.SIGNED_IN, subject=person, details={"network": "192.0.2.7"})
    subject = Subject.objects.get(user=person)

    privacy.erase(person)

    event, subject = AuditEvent.objects.get(), Subject.objects.get(pk=subject.pk)
    assert (event.subject, subject.user, subject.data_key) == (subject.pk, None, None)
    assert audit.details_of(event, subject) == {}


def test_what_nobody_is_known_for_keeps_no_details():
    audit.record(Event.SIGN_IN_REFUSED, failed=True, details={"email": "nobody@example.org"})

    assert AuditEvent.objects.get().details == ""
