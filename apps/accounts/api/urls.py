from django.urls import path

from . import profile

app_name = "accounts-api"

urlpatterns = [
    *(path(f"api/v1/profile{slash}", profile.ProfileView.as_view(), name="profile") for slash in ("", "/")),
]
