"""A real browser tells how long a page took to load (MON-07)."""

import json

import pytest

pytestmark = pytest.mark.browser


def test_a_page_tells_its_timings_and_nothing_else(visit):
    with visit() as seen:
        with seen.page.expect_response("**/beacon") as told:
            seen.page.goto(f"{seen.origin}/sign-in/")

        answer = told.value
        timings = json.loads(answer.request.post_data)

    assert answer.status == 204
    assert timings.pop("route") == "accounts:sign-in"
    assert set(timings) == {"ttfb", "dom", "load"}
    assert 0 <= timings["ttfb"] <= timings["dom"] <= timings["load"]
