from django.urls import path

from . import feedback, joining, keys, me, profile, sessions, sign_in

app_name = "accounts-api"

_auth = {
    "token": (sign_in.TokenView, "token"),
    "refresh": (sign_in.RefreshView, "refresh"),
    "verify": (sign_in.VerifyView, "verify"),
    "logout": (sign_in.LogoutView, "logout"),
    "logout-everywhere": (sign_in.LogoutEverywhereView, "logout-everywhere"),
    "sessions": (sessions.SessionsView, "sessions"),
    "sessions/<uuid:session_id>": (sessions.SessionView, "session"),
    "keys": (keys.KeysView, "keys"),
    "keys/<uuid:key_uuid>": (keys.KeyView, "key"),
    "register": (joining.RegisterView, "register"),
    "confirm": (joining.ConfirmView, "confirm"),
    "password-reset": (joining.PasswordResetView, "password-reset"),
    "password-reset/confirm": (joining.NewPasswordView, "password-reset-confirm"),
    "me": (me.MeView, "me"),
}

urlpatterns = [
    *(
        path(f"api/v1/auth/{route}{slash}", view.as_view(), name=name)
        for slash in ("", "/")
        for route, (view, name) in _auth.items()
    ),
    # An address may hold a slash; one at the end is none of it.
    path("api/v1/user/count/<path:email>", me.RecordCountView.as_view(), name="record-count"),
    *(path(f"api/v1/profile{slash}", profile.ProfileView.as_view(), name="profile") for slash in ("", "/")),
    *(path(f"api/v1/feedback{slash}", feedback.FeedbackView.as_view(), name="feedback") for slash in ("", "/")),
]
