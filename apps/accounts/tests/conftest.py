"""What the tests of accounts share: mails that arrive at once."""

import pytest

from apps.accounts import tasks
from apps.accounts.services import mail


@pytest.fixture(autouse=True)
def mails_arrive(monkeypatch):
    """The real task, run here: a test's transaction is never committed, and no worker waits for it."""
    monkeypatch.setattr(mail, "after_commit", lambda send: send())
    monkeypatch.setattr(tasks.send_mail, "apply_async", tasks.send_mail.apply)
