"""Making an account and setting a new password, in a program."""

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.services import joining
from project.lib.limits.ratelimit import limited

from .serializers import EXAMPLE_PASSWORD, AskForPassword, ConfirmAddress, NewPassword, Register
from .sign_in import WithoutASession


@limited("register")
class RegisterView(WithoutASession):
    @extend_schema(
        operation_id="auth_register",
        tags=["auth"],
        summary="Make an account",
        request=Register,
        responses={202: None},
        examples=[
            OpenApiExample(
                "A new person",
                request_only=True,
                value={"email": "ada@example.org", "password": EXAMPLE_PASSWORD, "name": "Ada"},
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """The answer is the same whoever has the address: a mail says more, and holds the key that confirms it."""
        given = Register(data=request.data)
        given.is_valid(raise_exception=True)
        joining.register(request._request, **given.validated_data)
        return Response(status=status.HTTP_202_ACCEPTED)


@limited("login")
class ConfirmView(WithoutASession):
    @extend_schema(
        operation_id="auth_confirm",
        tags=["auth"],
        summary="Confirm an address",
        request=ConfirmAddress,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        """With the key of the mail; then the account's password signs in."""
        given = ConfirmAddress(data=request.data)
        given.is_valid(raise_exception=True)
        joining.confirm(**given.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


@limited("reset")
class PasswordResetView(WithoutASession):
    @extend_schema(
        operation_id="auth_password_reset",
        tags=["auth"],
        summary="Ask for a new password",
        request=AskForPassword,
        responses={202: None},
    )
    def post(self, request: Request) -> Response:
        """The answer is the same whoever has the address; a mail holds the key that sets the password."""
        given = AskForPassword(data=request.data)
        given.is_valid(raise_exception=True)
        joining.ask_for_new_password(request._request, **given.validated_data)
        return Response(status=status.HTTP_202_ACCEPTED)


@limited("login")
class NewPasswordView(WithoutASession):
    @extend_schema(
        operation_id="auth_password_reset_confirm",
        tags=["auth"],
        summary="Set a new password",
        request=NewPassword,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        """With the key of the mail, within an hour. Signs out every browser and program, and signs nobody in."""
        given = NewPassword(data=request.data)
        given.is_valid(raise_exception=True)
        joining.set_new_password(request._request, **given.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)
