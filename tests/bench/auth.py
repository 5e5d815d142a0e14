"""
What signing in costs, and what it costs to know who asks: by a session, a token and a key.

    python -m tests.bench.auth [ROUNDS]
"""

import json
import sys

from .measure import Subject, engines, interleaved, table
from .pages import SIGN_IN, steward
from .units import COLUMNS, floor

ADDRESS, PASSWORD = "measured@example.org", "four unrelated words"

# The same person, with a password, a program that is signed in, and a key; prints the token and the key.
PREPARE = f"""{SIGN_IN}
from apps.accounts import services
from apps.accounts.services import token_sessions
person.set_password({PASSWORD!r})
person.save()
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(token_sessions.begin(person=person, device="bench", network="").access)
print(services.create_key(person=person, name="bench", scopes=services.every_scope())[1])
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with engines() as started, floor(started) as units, steward(started, PREPARE) as (server, said):
        session, access, key = said[-3:]
        me, program = "/api/v1/auth/me", {"Content-Type": "application/json"}
        sign_in = json.dumps({"email": ADDRESS, "password": PASSWORD})
        subjects = [
            Subject("root of the API, nobody", server, "/api/v1/", 300),
            Subject("me, by session", server, me, 300, {"Cookie": session}),
            Subject("me, by token", server, me, 300, {"Authorization": f"Bearer {access}"}),
            Subject("me, by key", server, me, 300, {"Authorization": f"Bearer {key}"}),
            Subject("sign in with a password", server, "/api/v1/auth/token", 8, program, sign_in),
        ]
        print(table(interleaved([*units, *subjects], rounds=rounds), COLUMNS))


if __name__ == "__main__":
    main()
