from datetime import UTC, date, datetime, timedelta

import pytest

from wodsheet.templating.dates import on_day, when

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (timedelta(seconds=-5), "a moment ago"),  # another machine's clock
        (timedelta(seconds=119), "a moment ago"),
        (timedelta(minutes=2), "2 minutes ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "an hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(hours=24), "a day ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=40), "in October"),
        (timedelta(days=299), "in January"),
        (timedelta(days=400), "in October 2025"),
    ],
)
def test_a_card_says_when_it_was_changed_as_a_person_would(gone, words):
    assert when(NOW - gone, NOW) == words


def test_a_day_is_said_with_its_year():
    assert on_day(date(2026, 3, 1)) == "1 Mar 2026"
