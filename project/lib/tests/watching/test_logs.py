"""Every record becomes one line that a program can read, whatever is in it."""

import json
import logging
import logging.config
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project import __version__
from project.lib.watching import logs, request_id


def record(message="said", *args, **extra):
    made = logging.LogRecord("steward.test", logging.INFO, __file__, 1, message, args, None)
    vars(made).update(extra)
    return made


def parsed(made) -> dict:
    line = logs.JsonFormatter().format(made)
    assert "\n" not in line
    assert "\r" not in line
    return json.loads(line)


def test_a_line_says_when_where_and_in_which_release():
    request_id.begin("request-1234")

    line = parsed(record("sent %s mails", 3, route="accounts:sign-in"))

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
    assert line["message"] == "sent 3 mails"
    assert line["version"] == __version__
    assert (line["level"], line["logger"], line["request_id"]) == ("INFO", "steward.test", "request-1234")
    assert line["route"] == "accounts:sign-in"


@given(st.text(), st.text())
def test_nothing_that_is_logged_can_begin_another_line(message, value):
    line = logs.JsonFormatter().format(record("%s", message, given=value))

    assert line.isprintable()
    assert line.isascii()
    json.loads(line)


@given(st.text())
def test_text_for_a_terminal_stays_on_its_line_too(message):
    line = logs.TextFormatter().format(record("%s", message))

    assert line.isprintable()


def test_an_exception_is_a_field():
    made = record("failed")
    try:
        raise ValueError("password=hunter2 is wrong")
    except ValueError:
        made.exc_info = sys.exc_info()

    exception = parsed(made)["exception"]

    assert exception["type"] == "builtins.ValueError"
    assert exception["message"] == "password=[removed] is wrong"
    assert "test_logs.py" in exception["stack"]
    assert "hunter2" not in json.dumps(exception)


def test_an_exception_on_a_terminal_has_its_stack():
    made = record("failed")
    try:
        raise ValueError("wrong")
    except ValueError:
        made.exc_info = sys.exc_info()

    assert "Traceback" in logs.TextFormatter().format(made)


def test_secrets_among_the_extras_are_removed():
    line = parsed(record("signed in", password="hunter2", headers={"Cookie": "a=b"}, seconds=float("inf")))

    assert "hunter2" not in json.dumps(line)
    assert (line["headers"], line["seconds"]) == ({"Cookie": "[removed]"}, None)


def test_a_line_with_the_wrong_arguments_is_kept():
    assert parsed(record("%s and %s", "one"))["message"] == "%s and %s ('one',)"


def test_a_message_has_an_end():
    assert len(parsed(record("x" * 100_000))["message"]) == logs.LONGEST_MESSAGE


@pytest.mark.parametrize(("style", "kind"), [("json", logs.JsonFormatter), ("text", logs.TextFormatter)])
def test_the_style_chooses_how_lines_look(style, kind):
    assert logs.config(style=style)["formatters"]["line"]["()"] is kind


@pytest.mark.parametrize("name", ["django.security", "gunicorn.error", "celery.app.trace", logs.ACCESS, logs.SECURITY])
def test_every_logger_writes_through_the_one_handler(name):
    before = logging.root.handlers[:], logging.root.level
    try:
        logging.config.dictConfig(logs.config())

        handlers, logger = [], logging.getLogger(name)
        while logger:
            handlers += logger.handlers
            logger = logger.parent if logger.propagate else None
    finally:
        logging.root.handlers[:], logging.root.level = before

    assert [type(handler.formatter) for handler in handlers if type(handler) is logging.StreamHandler] == [
        logs.JsonFormatter
    ]
