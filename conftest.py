"""What holds for every test of the house."""

import os
from importlib import import_module

import pytest
from hypothesis import settings

# No try of a property is timed: on a busy machine the clock says nothing about what is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):  # noqa: ARG001
    """Where everything is required (CI), a test that could not run has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("STEWARD_REQUIRE_ALL") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"STEWARD_REQUIRE_ALL=1 allows no skip, and this test was skipped: {reason}"
    return report


@pytest.fixture(scope="session", autouse=True)
def groups_of_staff_come_back():
    """What migrations put into the database is gone after a test that empties it; Django then says that it migrated."""
    from django.apps import apps
    from django.db.models.signals import post_migrate

    def make(**_):
        import_module("apps.accounts.migrations.0013_staff_groups").make(apps, None)
        import_module("apps.accounts.migrations.0019_support_helps").give(apps, None)

    # The last to be told, when the rights of every app are there.
    post_migrate.connect(make, sender=list(apps.get_app_configs())[-1], weak=False)
