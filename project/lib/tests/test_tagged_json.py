"""Values come back from text as they were."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from project.lib import tagged_json

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.uuids(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet="abc", min_size=1), inner),
    max_leaves=10,
)


@given(plain)
def test_what_is_kept_comes_back_the_same(value):
    assert tagged_json.loads(tagged_json.dumps(value)) == value


def test_durations_and_times_keep_their_kind():
    value = [timedelta(seconds=1.5), datetime(2026, 1, 1, tzinfo=UTC), UUID(int=1)]

    assert tagged_json.loads(tagged_json.dumps(value)) == value
