from django.contrib.auth.views import LogoutView
from django.urls import path

from . import privacy, views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    path("settings/", views.preferences, name="preferences"),
    path("settings/theme/", views.theme, name="theme"),
    path("settings/make-it-yours/", views.make_it_yours, name="make-it-yours"),
    path("settings/sample-data/remove/", views.remove_sample_data, name="remove-sample-data"),
    path("settings/privacy/", privacy.overview, name="privacy"),
    path("settings/privacy/export/", privacy.export, name="export"),
    path("settings/privacy/exports/<str:token>/", privacy.download, name="export-download"),
    path("settings/privacy/consents/<slug:code>/", privacy.consent, name="consent"),
    path("settings/privacy/delete/", privacy.delete, name="erase"),
    path("settings/privacy/delete/undo/", privacy.undo, name="erase-undo"),
    path("privacy/<slug:code>/", privacy.text, name="privacy-text"),
]
