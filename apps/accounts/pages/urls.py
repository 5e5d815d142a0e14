from django.contrib.auth.views import LogoutView
from django.urls import path

from . import feedback, history, profile, setup, view_as, views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    path("settings/", views.preferences, name="preferences"),
    path("settings/theme/", views.theme, name="theme"),
    path("settings/profile/", profile.profile, name="profile"),
    path("settings/profile/photo/", profile.photo, name="photo"),
    path("settings/profile/photo/remove/", profile.remove_photo, name="remove-photo"),
    path("settings/history/", history.history, name="history"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("view-as/end/", view_as.end, name="view-as-end"),
    path("start/", setup.go_on, name="setup"),
    path("start/<int:number>/", setup.step, name="setup-step"),
    path("start/skip/", setup.skip, name="setup-skip"),
    path("settings/make-it-yours/", views.make_it_yours, name="make-it-yours"),
    path("settings/sample-data/remove/", views.remove_sample_data, name="remove-sample-data"),
]
