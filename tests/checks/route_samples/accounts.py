"""Sessions, keys, devices, copies, jobs."""

import uuid
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from apps.accounts.models import Invitation
from apps.accounts.services import exports
from apps.accounts.tests.factories import ExportFactory, api_key, signed_in_program
from apps.accounts.tests.passkeys import credential
from apps.jobs.tests.factories import JobFactory

from .admin import a_row_of
from .routes import Sample, actions, each, either


def _job(person: Any) -> dict[str, Any]:
    return {"job_uuid": JobFactory(owner=person).uuid}


def _session(person: Any) -> dict[str, Any]:
    return {"session_id": signed_in_program(person).session.pk}


def _key(person: Any) -> dict[str, Any]:
    return {"key_uuid": api_key(person)[0].uuid}


def _passkey(person: Any) -> dict[str, Any]:
    data = {"name": "Phone", "credential": credential()}
    return {"pk": Authenticator.objects.create(user=person, type="webauthn", data=data).pk}


def _device(person: Any) -> dict[str, Any]:
    return {"pk": UserSession.objects.create(user=person, ip="192.0.2.7", session_key=uuid.uuid4().hex).pk}


def _export(person: Any) -> dict[str, Any]:
    return {"token": exports.link_token(ExportFactory(user=person, made=True))}


SAMPLES: dict[str, Sample] = {
    **actions("jobs/<uuid:job_uuid>", _job, "/", "/cancel/", "/retry/"),
    **either("api/v1/", actions("jobs/<uuid:job_uuid>", _job, "", "/cancel", "/retry")),
    "meals/making/<uuid:job_uuid>/": _job,
    **either("api/v1/auth/", {"sessions/<uuid:session_id>": _session, "keys/<uuid:key_uuid>": _key}),
    "api/v1/user/count/<path:email>": lambda person: {"email": person.email},
    "invitations/<int:pk>/withdraw/": lambda _: {"pk": a_row_of(Invitation).pk},
    "start/<int:number>/": lambda _: {"number": 1},
    **each(
        "settings/",
        {
            "api-keys/<uuid:key_uuid>/revoke/": _key,
            "security/passkeys/<int:pk>/": _passkey,
            "security/passkeys/<int:pk>/remove/": _passkey,
            "devices/<int:pk>/end/": _device,
            "privacy/consents/<slug:code>/": lambda _: {"code": "ai_provider"},
            "privacy/exports/<str:token>/": _export,
        },
    ),
    **either("api/v1/privacy/", {"exports/<str:token>/file": _export}),
}
