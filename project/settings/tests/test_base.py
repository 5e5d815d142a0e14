"""How addresses become settings."""

from project.settings.base import database, mail


def test_a_database_address_keeps_its_options():
    settings = database("postgresql://me:p%40ss@db:6432/steward?sslmode=verify-full")

    assert (settings["NAME"], settings["USER"], settings["PASSWORD"]) == ("steward", "me", "p@ss")
    assert (settings["HOST"], settings["PORT"]) == ("db", "6432")
    assert settings["OPTIONS"]["sslmode"] == "verify-full"


def test_a_database_may_be_pooled_per_transaction():
    settings = database("postgresql://db/steward")

    assert settings["DISABLE_SERVER_SIDE_CURSORS"]
    assert "prepare_threshold" not in settings["OPTIONS"]  # Django's default prepares nothing
    assert "options" not in settings["OPTIONS"]  # a session setting would not survive the pooler


def test_mail_is_encrypted_on_its_way():
    starttls, tls = mail("smtp://me:word%21@mail:2525"), mail("smtps://mail")

    assert (starttls["EMAIL_HOST"], starttls["EMAIL_PORT"], starttls["EMAIL_HOST_PASSWORD"]) == ("mail", 2525, "word!")
    assert (starttls["EMAIL_USE_TLS"], starttls["EMAIL_USE_SSL"]) == (True, False)
    assert (tls["EMAIL_PORT"], tls["EMAIL_USE_SSL"]) == (465, True)


def test_mail_without_a_server_is_kept():
    assert mail("")["EMAIL_BACKEND"].endswith("OutboxBackend")
    assert mail("file:///srv/mail")["EMAIL_FILE_PATH"] == "/srv/mail"
