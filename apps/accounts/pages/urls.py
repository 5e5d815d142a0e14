from django.urls import path

from . import devices, household, privacy, views
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
