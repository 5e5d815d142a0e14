from django.contrib.auth.views import LogoutView
from django.urls import path

from . import api_keys, views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    path("settings/", views.preferences, name="preferences"),
    path("settings/theme/", views.theme, name="theme"),
    path("settings/api-keys/", api_keys.api_keys, name="api-keys"),
    path("settings/api-keys/<uuid:key_uuid>/revoke/", api_keys.revoke, name="revoke-api-key"),
    path("settings/make-it-yours/", views.make_it_yours, name="make-it-yours"),
    path("settings/sample-data/remove/", views.remove_sample_data, name="remove-sample-data"),
]
