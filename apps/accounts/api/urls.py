from django.urls import path

from . import feedback, profile

app_name = "accounts-api"

urlpatterns = [
    *(path(f"api/v1/profile{slash}", profile.ProfileView.as_view(), name="profile") for slash in ("", "/")),
    *(path(f"api/v1/feedback{slash}", feedback.FeedbackView.as_view(), name="feedback") for slash in ("", "/")),
]
