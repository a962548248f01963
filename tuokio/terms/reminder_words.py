"""When somebody wishes to be reminded of a meeting."""

from enum import StrEnum


class RemindWhen(StrEnum):
    """When the mail comes."""

    OFF = "off"
    DAY_BEFORE = "day_before"  # at nine in the morning, on the wall clock of the meeting
    HOURS_BEFORE = "hours_before"  # twenty-four hours before, never in the quiet hours
