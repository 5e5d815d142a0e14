"""
Pictures of the main pages: `.venv/bin/python -m tests.browser.screenshots FOLDER [PAGE]`.

Starts servers of its own with the demo account and its sample data; nothing of yours is shown or touched. With
`--readme` in place of a folder, only the picture in the README is taken, of an ordinary person's front page.
"""

import os
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import django
from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser

from tests.browser.product import chromium, serving

README = Path(__file__).resolve().parents[2] / "docs" / "images" / "dashboard.png"
WIDTHS = {390: 800, 1280: 800}
SCHEMES = ("light", "dark")
# Name, path, and who looks.
PAGES = (
    ("dashboard", "/", True),
    ("portfolio", "/portfolio/", True),
    ("portfolio-holdings", "/portfolio/holdings/", True),
    ("portfolio-performance", "/portfolio/performance/", True),
    ("portfolio-income", "/portfolio/income/?range=5y", True),
    ("portfolio-allocation", "/portfolio/allocation/?by=sector", True),
    ("meals", "/meals/", True),
    ("meal-plan-form", "/meals/plan/", True),
    ("shopping", "/shopping/", True),
    ("pantry", "/pantry/", True),
    ("pantry-make", "/pantry/make/?missing=3", True),
    ("recipes", "/recipes/", True),
    ("recipes-narrowed", "/recipes/?free_of=milk", True),
    ("foods", "/foods/", True),
    ("diary", "/diary/", True),
    ("diary-days", "/diary/days/", True),
    ("diary-weight", "/diary/weight/", True),
    ("targets", "/diary/targets/", True),
    ("calculator", "/calculator/", True),
    ("training", "/training/", True),
    ("training-next", "/training/next/", True),
    ("training-body", "/training/body/", True),
    ("training-photos", "/training/photos/", True),
    ("training-photo-form", "/training/photos/add/", True),
    ("training-progress", "/training/progress/", True),
    ("training-routines", "/training/routines/", True),
    ("training-routine-form", "/training/routines/add/", True),
    ("training-workout-form", "/training/workouts/add/", True),
    ("training-exercise-form", "/training/exercises/add/", True),
    ("training-history", "/training/sessions/", True),
    ("workouts", "/training/workouts/", True),
    ("exercises", "/training/exercises/?muscle=chest", True),
    ("components", "/components/", True),
    ("tasks", "/jobs/", True),
    ("accounts", "/portfolio/accounts/", True),
    ("portfolio-form", "/portfolio/portfolios/add/", True),
    ("activities", "/portfolio/activities/", True),
    ("activity-form", "/portfolio/activities/add/?kind=buy", True),
    ("activity-kinds", "/portfolio/activities/add/", True),
    ("operations", "/operations/", True),
    ("settings", "/settings/", True),
    ("api-keys", "/settings/api-keys/", True),
    ("security", "/settings/security/", True),
    ("devices", "/settings/devices/", True),
    ("passkey", "/settings/security/passkeys/add/", True),
    ("authenticator", "/settings/security/app/", True),
    ("email", "/settings/security/email/", True),
    ("recovery-codes", "/settings/security/codes/", True),
    ("outbox", "/outbox/", True),
    ("invitations", "/invitations/", True),
    ("privacy", "/settings/privacy/", True),
    ("sign-in", "/sign-in/", False),
    ("sign-up", "/sign-up/", False),
    ("sign-up-passkey", "/sign-up/passkey/", False),
    ("reset", "/sign-in/reset/", False),
    ("not-found", "/no-such-page/", False),
)
# Name, page, and the link on it that leads to one of the things that it lists.
LISTED = (
    ("meal-plan", "/meals/", '.rows a[href^="/meals/"]'),
    ("planned-meal", "/meals/", ".plan-dish"),
    ("shopping-list", "/shopping/", "#lists a"),
    ("pantry-lot", "/pantry/", ".pantry-rows a"),
    ("recipe", "/recipes/", ".recipe-card a"),
    ("training-session", "/training/sessions/", "main .rows a"),
    ("training-workout", "/training/workouts/", ".training-cards a"),
)
EVERY = (*((*page, "") for page in PAGES), *((name, path, True, link) for name, path, link in LISTED))


def prepare(*, staff: bool) -> str:
    """A session of the demo person, their sample data loaded; as `staff` they may see the component page too."""
    from apps.accounts import services
    from apps.jobs.models import Job
    from project.lib.testing import give_second_factor

    call_command("migrate", verbosity=0)
    call_command("load_training_library", verbosity=0)
    demo = services.open_demo_account()
    loading = Job.objects.get(owner=demo)
    current_app.tasks[loading.kind].apply(kwargs={"job_uuid": str(loading.uuid)}, throw=True)
    if staff:
        demo.set_role("admin")
        demo.save()
        give_second_factor(demo)
    client = Client()
    client.force_login(demo, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def take_for_readme(browser: Browser, origin: str, session: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme="light", reduced_motion="reduce"
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
    page = context.new_page()
    page.goto(origin, wait_until="networkidle")
    page.screenshot(path=README)
    context.close()


def take(browser: Browser, origin: str, session: str, folder: Path, only: str) -> None:
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            looks: dict[str, Any] = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
            for name, path, signed_in, link in EVERY:
                if only and only != name:
                    continue
                context = browser.new_context(**looks, device_scale_factor=1, reduced_motion="reduce")
                if signed_in:
                    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
                page = context.new_page()
                page.goto(origin + path, wait_until="networkidle")
                if link:
                    page.goto(origin + str(page.locator(link).first.get_attribute("href")), wait_until="networkidle")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                context.close()


def main(target: str, only: str = "") -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings.test"
    django.setup()
    for_readme = target == "--readme"
    folder = README.parent if for_readme else Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    session = prepare(staff=not for_readme)
    environment = {
        "DJANGO_SETTINGS_MODULE": "project.settings.dev",
        "DJANGO_SECRET_KEY": settings.SECRET_KEY,
        "REDIS_URL": settings.REDIS_STATE_URL,
        "FIELD_KEYS": ",".join(f"{name}={b64encode(key).decode()}" for name, key in settings.FIELD_KEYS.items()),
        "RATE_LIMITS": "ip-burst=1000/10s,ip-minute=1000/m,user-burst=1000/10s,user-minute=1000/m",
    }
    with serving(**environment) as origin, chromium() as browser:
        if for_readme:
            take_for_readme(browser, origin, session)
        else:
            take(browser, origin, session, folder, only)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Usage: python -m tests.browser.screenshots FOLDER [PAGE] | --readme")
    main(*sys.argv[1:3])
