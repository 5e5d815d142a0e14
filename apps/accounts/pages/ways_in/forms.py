"""allauth's forms in our words: what they ask and check is theirs unless it says otherwise."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal import auth as totp_auth
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator

from apps.accounts.models import User
from apps.accounts.services import passwords, second_factor, signing_in
from project.lib.limits import guesses, ratelimit


class Address(forms.EmailField):
    """An email address in its one spelling: full-width letters and the like are read as plain ones."""

    def __init__(self, *, label: str = "Email", autocomplete: str = "username") -> None:
        super().__init__(label=label, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": autocomplete}))

    def to_python(self, value: Any) -> str:
        return User.objects.normalize_email(super().to_python(value)).lower()


class _Ours:
    """Labels above the fields instead of words inside them, and no password too long to digest."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field.widget, forms.PasswordInput):
                field.validators.append(MaxLengthValidator(passwords.LONGEST))
                new = name == "password1"
                field.help_text = passwords.HELP if new else ""
                field.widget.attrs["data-password"] = ""
            if name == "code":
                # Not a number: recovery codes and the codes of mails are typed here too.
                field.widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false", "class": "code-input"}


class _WithoutRepetition(_Ours):
    """The password can be shown, so it is asked for once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        self.fields["password1"].label = "New password"


# --- Signing in and up ----------------------------------------------------------------------------------------------


class SignIn(_Ours, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = Address()
        self.order_fields(["login", "password"])
        # A refused form is focused at what was wrong with it instead.
        if not self.is_bound:
            self.fields["login"].widget.attrs["autofocus"] = True


class SignUp(_Ours, account.SignupForm):
    name = forms.CharField(
        max_length=150, required=False, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = Address()
        self.order_fields(self.field_order)

    def try_save(self, request: Any) -> Any:
        if self.account_already_exists and not self.by_passkey:
            # As long as it takes for an address that is not known yet.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class VerifyAddress(_Ours, account.ConfirmEmailVerificationCodeForm):
    pass


class AskForReset(_Ours, account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = Address()


class ConfirmReset(_Ours, account.ConfirmPasswordResetCodeForm):
    pass


class ResetPassword(_WithoutRepetition, account.ResetPasswordKeyForm):
    pass


# --- Codes and passkeys ---------------------------------------------------------------------------------------------


class _CodeChecked:
    """The code is checked by our service, which remembers it on its row and keeps to our limits."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        try:
            self.authenticator = second_factor.check(context.request, self.user, code)
        except second_factor.WrongCode as refusal:
            self.told(refusal)
            raise forms.ValidationError(refusal.detail) from None
        self.authenticator.user = self.user
        return code

    def told(self, refusal: second_factor.WrongCode) -> None:
        way = signing_in.Way.PASSWORD
        signing_in.refused(context.request, self.user, way=way, reason=refusal.code)


class SecondFactor(_CodeChecked, _Ours, mfa.AuthenticateForm):
    pass


class ConfirmSecondFactor(_CodeChecked, _Ours, mfa.ReauthenticateForm):
    pass


class ActivateAuthenticator(_Ours, totp.ActivateTOTPForm):
    """Until the app is set up its seed waits in the session: sealed, unlike allauth's."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        session = context.request.session
        if kwargs.get("data") is None or totp_auth.SECRET_SESSION_KEY not in session:
            self.secret = totp_auth.generate_totp_secret()
            session[totp_auth.SECRET_SESSION_KEY] = mfa_adapter().encrypt(self.secret)
        else:
            self.secret = mfa_adapter().decrypt(session[totp_auth.SECRET_SESSION_KEY])
        # Past allauth's own beginning, which keeps the seed as it is.
        forms.Form.__init__(self, *args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].label = "The six digits that the app shows"
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "code-input"}

    def clean_code(self) -> str:
        validate_can_add_authenticator(self.user)
        ratelimit.check_person(context.request, "second-factor", self.user)
        guess = guesses.begin(context.request, "code", self.user.email)
        code = str(self.cleaned_data["code"])
        if second_factor.counter_of(self.secret, code) is None:
            guess.failed()
            raise mfa_adapter().validation_error("incorrect_code")
        guess.succeeded()
        return code


class _NamedPasskey(_Ours):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "So that you know it again: the phone or computer that it is on."
        self.fields["name"].widget.attrs |= {"maxlength": 60, "autocomplete": "off"}
        self.fields["name"].validators.append(MaxLengthValidator(60))


class AddPasskey(_NamedPasskey, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = "Let me sign in with it alone"
        self.fields["passwordless"].help_text = "It asks for your finger, face or PIN, and for no password."
        self.fields["passwordless"].initial = True


class FirstPasskey(_NamedPasskey, webauthn.SignupWebAuthnForm):
    pass


class RenamePasskey(_NamedPasskey, webauthn.EditWebAuthnForm):
    pass


# --- Changing what one signs in with --------------------------------------------------------------------------------


class ConfirmPassword(_Ours, account.ReauthenticateForm):
    pass


class NewAddress(_Ours, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = Address(label="New email address", autocomplete="email")


class ChangePassword(_WithoutRepetition, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Present password"

    def clean_oldpassword(self) -> str:
        """Tried where every password is, so that whoever took over a session cannot try them without end."""
        password = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class SetPassword(_WithoutRepetition, account.SetPasswordForm):
    pass


class Invite(forms.Form):
    note = forms.CharField(
        max_length=100,
        required=False,
        label="For whom",
        help_text="For you to know it again; they do not see it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
