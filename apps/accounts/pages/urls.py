from django.urls import path

from . import api_keys, confirming, devices, feedback, history, household, privacy, profile, setup, view_as, views
from .ways_in import urls as ways_in
from .ways_in import views as entrance

app_name = "accounts"
urlpatterns = [
    path("sign-in/", ways_in.sign_in, name="sign-in"),
    path("sign-out/", ways_in.sign_out, name="sign-out"),
    path("admin/login/", ways_in.page(entrance.admin_sign_in, "login"), name="admin-sign-in"),
    path("admin/logout/", ways_in.sign_out, name="admin-sign-out"),
    path("admin/password_change/", entrance.admin_password, name="admin-password"),
    path("welcome/<str:token>/", entrance.welcome, name="welcome"),
    path("settings/", views.preferences, name="preferences"),
    path("settings/theme/", views.theme, name="theme"),
    path("settings/profile/", profile.profile, name="profile"),
    path("settings/profile/photo/", profile.photo, name="photo"),
    path("settings/profile/photo/remove/", profile.remove_photo, name="remove-photo"),
    path("settings/security/confirm/again/", confirming.sign_in_again, name="sign-in-again"),
    path("settings/history/", history.history, name="history"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("view-as/end/", view_as.end, name="view-as-end"),
    path("start/", setup.go_on, name="setup"),
    path("start/<int:number>/", setup.step, name="setup-step"),
    path("start/skip/", setup.skip, name="setup-skip"),
    path("settings/api-keys/", api_keys.api_keys, name="api-keys"),
    path("settings/api-keys/<uuid:key_uuid>/revoke/", api_keys.revoke, name="revoke-api-key"),
    path("settings/make-it-yours/", views.make_it_yours, name="make-it-yours"),
    path("settings/sample-data/remove/", views.remove_sample_data, name="remove-sample-data"),
    path("settings/devices/<int:pk>/end/", devices.end, name="end-device"),
    path("settings/devices/end/", devices.end_everywhere, name="end-devices"),
    path("outbox/", household.outbox, name="outbox"),
    path("invitations/", household.invitations, name="invitations"),
    path("invitations/<int:pk>/withdraw/", household.withdraw, name="withdraw-invitation"),
    path("settings/privacy/", privacy.overview, name="privacy"),
    path("settings/privacy/export/", privacy.export, name="export"),
    path("settings/privacy/exports/<str:token>/", privacy.download, name="export-download"),
    path("settings/privacy/consents/<slug:code>/", privacy.consent, name="consent"),
    path("settings/privacy/delete/", privacy.delete, name="erase"),
    path("settings/privacy/delete/undo/", privacy.undo, name="erase-undo"),
    path("privacy/<slug:code>/", privacy.text, name="privacy-text"),
]
