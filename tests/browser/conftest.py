"""A browser, the product on the test database, and people who look at it."""

import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from project.lib.testing import UserFactory
from tests.browser.product import CHROMIUM, chromium, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """
    Not for the whole run: Playwright keeps an event loop running in this thread, which Django takes for an
    asynchronous caller and which keeps other tests from running one of their own.
    """
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing (Debian: apt install chromium)")
    with pytest.MonkeyPatch.context() as patched, chromium() as browser:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield browser


@pytest.fixture(scope="session")
def origin(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Where the product answers, served by gunicorn from this run's test database."""
    with django_db_blocker.unblock():
        database = connection.settings_dict["NAME"]
    address = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    with serving(
        DJANGO_SETTINGS_MODULE="project.settings.dev",
        DATABASE_URL=f"{address}/{database}",
        REDIS_URL=settings.REDIS_STATE_URL,
        DJANGO_SECRET_KEY=settings.SECRET_KEY,
        JWT_SECRET=settings.JWT_SECRET,
        FIELD_KEYS=",".join(f"{name}={b64encode(key).decode()}" for name, key in settings.FIELD_KEYS.items()),
        # One machine is everybody here, and quick; the limits have their own tests.
        RATE_LIMITS="ip-burst=1000/10s,ip-minute=1000/m,user-burst=1000/10s,user-minute=1000/m,"
        "login=1000/m,register=1000/h,beacon=1000/m",
    ) as origin:
        yield origin


@pytest.fixture
def administrator(transactional_db: None) -> Any:
    return UserFactory(administrator=True, name="Ada Lovelace", has_sample_data=True)


@dataclass
class Visit:
    """One page in one browser window, and everything it complained about."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)

    def goto(self, path: str) -> Page:
        self.page.goto(self.origin + path, wait_until="networkidle")
        return self.page


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Callable[..., Any]]:
    """`with visit(person, width=390, scheme="dark") as seen:`; fails at the end when the console said anything."""

    @contextmanager
    def visiting(person: Any = None, *, width: int = 1280, scheme: str = "light", **options: Any) -> Iterator[Visit]:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
        context.set_default_timeout(15_000)
        if person is not None:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": origin}])
        seen = Visit(context.new_page(), origin)
        seen.page.on("console", lambda said: seen.complaints.append(said.text) if said.type != "log" else None)
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        try:
            yield seen
            assert not seen.complaints
        except PlaywrightTimeout:
            print(f"It waited at {seen.page.url}, which said:\n{seen.page.locator('body').inner_text()}")
            raise
        finally:
            context.close()

    return visiting


def session_of(person: Any) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
