"""
What Steward's own pages cost, as multiples of the units taken in the same run.

    python -m tests.bench.pages [ROUNDS]
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .measure import ROOT, Engines, Server, Subject, engines, interleaved, steward_environment, table
from .units import COLUMNS, floor

# Makes a person with sample data, signed in; prints the name and value of the session cookie.
SIGN_IN = """
import django; django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import connection
from importlib import import_module
from project.lib import registry
person = get_user_model().objects.create_user("measured@example.org", name="Measured Person")
for _, sample in registry.sample_data:
    sample.load(person)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session.save()
connection.cursor().execute("VACUUM ANALYZE")
print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""


@contextmanager
def steward(started: Engines, prepare: str = SIGN_IN) -> Iterator[tuple[Server, list[str]]]:
    """Steward with what a script prepared in it, and the words that the script printed."""
    env = steward_environment(started, started.postgres.url)
    env["DJANGO_SETTINGS_MODULE"] = "tests.bench.steward.settings"
    everything = os.environ | env
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=everything, check=True)
    said = subprocess.run(
        [sys.executable, "-c", prepare], cwd=ROOT, env=everything, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    arguments = ["project.wsgi:application", "-c", "project/servers/web.py", "--threads", "2"]
    with Server(started, database="steward", env=env, arguments=arguments) as server:
        yield server, said.split()


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with engines() as started, floor(started) as units, steward(started) as (server, said):
        person = {"Cookie": said[-1]}
        pages = [
            Subject("sign-in page, nobody", server, "/sign-in/", 300),
            Subject("hello world in our middleware, nobody", server, "/bench/hello", 800),
            Subject("liveness probe", server, "/health/live", 1000),
            Subject("front page, warm", server, "/", 200, person),
            Subject("overview, API, warm", server, "/api/dashboard/overview", 300, person),
            Subject("job list", server, "/jobs/", 200, person),
            Subject("job list, API", server, "/api/v1/jobs/", 200, person),
            Subject("settings", server, "/settings/", 100, person),
        ]
        print(table(interleaved([*units, *pages], rounds=rounds), COLUMNS))


if __name__ == "__main__":
    main()
