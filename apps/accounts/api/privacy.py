"""A person's copies of their data and what they agreed to, for programs."""

from typing import Any, cast

from django.http import HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.domain.consents import Purpose
from apps.accounts.models import User
from apps.accounts.services import consents, exports, signing_in
from apps.accounts.services.confirming import confirmed_just_now
from apps.accounts.services.privacy import Copy, copy_of
from project.lib import media
from project.lib.api_input import StrictSerializer
from project.lib.errors import DomainError
from project.lib.limits import ratelimit
from project.lib.limits.ratelimit import limited

from .permissions import InPerson


class NotReauthenticated(DomainError):
    code = "reauthentication_required"
    status = 403


# --- What is read and written -----------------------------------------------------------------------------------------


class AskForExport(StrictSerializer):
    password = serializers.CharField(
        required=False,
        max_length=1024,
        trim_whitespace=False,
        write_only=True,
        help_text="Needed unless this session proved itself again within the last minutes.",
    )


class ExportRow(serializers.Serializer[Any]):
    uuid = serializers.UUIDField(source="export.uuid")
    state = serializers.SerializerMethodField(help_text="`done`, or the state of the task that makes it.")
    job_url = serializers.SerializerMethodField(help_text="Where its progress is told; empty once it is done.")
    file_url = serializers.SerializerMethodField(help_text="Where it is downloaded; empty until it is done.")
    size_bytes = serializers.IntegerField(source="export.size_bytes")
    sha256 = serializers.CharField(source="export.sha256", help_text="Of the whole file.")
    asked_at = serializers.DateTimeField(source="export.asked_at")
    expires_at = serializers.DateTimeField(source="export.expires_at", help_text="When it is deleted.")

    def get_state(self, copy: Copy) -> str:
        return "done" if copy.token else copy.job.state if copy.job else "failed"

    def get_job_url(self, copy: Copy) -> str:
        return reverse("jobs:api-detail", args=[copy.job.uuid]) if copy.job else ""

    def get_file_url(self, copy: Copy) -> str:
        return reverse("privacy-api:export-file", args=[copy.token]) if copy.token else ""


class GiveConsent(StrictSerializer):
    version = serializers.CharField(max_length=20, help_text="The wording that the person was shown.")


class ConsentRow(serializers.Serializer[Any]):
    purpose = serializers.ChoiceField(source="purpose.value", choices=[purpose.value for purpose in Purpose])
    version = serializers.CharField(source="purpose.wording.version", help_text="The present wording.")
    title = serializers.CharField(source="purpose.wording.title")
    text = serializers.ListField(source="purpose.wording.paragraphs", child=serializers.CharField())
    optional = serializers.BooleanField(source="purpose.wording.optional", help_text="Whether it can be taken back.")
    given_at = serializers.DateTimeField(allow_null=True, help_text="When the present wording was agreed to.")


class InPersonView(APIView):
    """A key that reads preferences does not read everything, and agrees to nothing in its person's name."""

    permission_classes = [IsAuthenticated, InPerson]


def _person(request: Request) -> User:
    """Who asks: every view here is for people who are signed in."""
    return cast("User", request.user)


# --- Copies -----------------------------------------------------------------------------------------------------------


class ExportsView(InPersonView):
    @extend_schema(
        operation_id="privacy_exports_list", tags=["privacy"], responses=ExportRow(many=True), summary="My exports"
    )
    def get(self, request: Request) -> Response:
        """Those of the last seven days; older ones are deleted."""
        rows = [copy_of(export, _person(request)) for export in exports.of(_person(request))]
        return Response(ExportRow(rows, many=True).data)

    @extend_schema(
        operation_id="privacy_exports_create",
        tags=["privacy"],
        request=AskForExport,
        responses={202: ExportRow},
        summary="Take a copy of everything",
    )
    @limited("login")
    def post(self, request: Request) -> Response:
        """A task makes it; two a day. Needs the password, or a session that proved itself again just now."""
        asked = AskForExport(data=request.data)
        asked.is_valid(raise_exception=True)
        _prove(request, asked.validated_data.get("password", ""))
        ratelimit.check(request, "export")
        export = exports.request(person=_person(request))
        return Response(ExportRow(copy_of(export, _person(request))).data, status=status.HTTP_202_ACCEPTED)


def _prove(request: Request, password: str) -> None:
    by_session = isinstance(request.successful_authenticator, SessionAuthentication)
    if by_session and confirmed_just_now(request._request):
        return
    if not password:
        raise _refusal("This is needed.")
    try:
        signing_in.with_password(request._request, email=_person(request).email, password=password)
    except signing_in.NotAdmitted:
        raise _refusal("This is not your password.") from None


def _refusal(why: str) -> NotReauthenticated:
    return NotReauthenticated(
        "Please send your password along: a copy holds everything about you.", fields={"password": [why]}
    )


class ExportFileView(InPersonView):
    @extend_schema(
        operation_id="privacy_exports_file",
        tags=["privacy"],
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
        summary="Download an export",
    )
    def get(self, request: Request, token: str) -> HttpResponseBase:
        """The zip, for its owner alone."""
        found = exports.opened(token=token, person=_person(request))
        return media.personal_file(
            request._request,
            str(found.file),
            owner_id=found.user_id,
            filename=found.filename,
            media_type=media.ZIP.media_type,
        )


# --- Agreements -------------------------------------------------------------------------------------------------------


class ConsentsView(InPersonView):
    @extend_schema(
        operation_id="privacy_consents_list",
        tags=["privacy"],
        responses=ConsentRow(many=True),
        summary="What I agreed to",
    )
    def get(self, request: Request) -> Response:
        """Every text there is, and when its present wording was agreed to."""
        return Response(ConsentRow(consents.agreements(_person(request)), many=True).data)


class ConsentView(InPersonView):
    @extend_schema(
        operation_id="privacy_consents_give",
        tags=["privacy"],
        request=GiveConsent,
        responses=ConsentRow,
        summary="Agree to a text",
    )
    def put(self, request: Request, code: str) -> Response:
        """In the wording that is named; where it has changed meanwhile, `409`. Safe to repeat."""
        asked = GiveConsent(data=request.data)
        asked.is_valid(raise_exception=True)
        purpose = consents.purpose_of(code)
        consents.give(person=_person(request), purpose=purpose, version=asked.validated_data["version"])
        return Response(ConsentRow(_of(request, purpose)).data)

    @extend_schema(
        operation_id="privacy_consents_withdraw",
        tags=["privacy"],
        responses=ConsentRow,
        summary="Take an agreement back",
    )
    def delete(self, request: Request, code: str) -> Response:
        """Only what is optional. Safe to repeat."""
        purpose = consents.purpose_of(code)
        consents.withdraw(person=_person(request), purpose=purpose)
        return Response(ConsentRow(_of(request, purpose)).data)


def _of(request: Request, purpose: Purpose) -> consents.Agreement:
    return next(found for found in consents.agreements(_person(request)) if found.purpose is purpose)
