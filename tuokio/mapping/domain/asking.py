"""A first contact: the words for it, and by which day it is answered."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum


class Wish(StrEnum):
    """For whom supervision is thought of, as far as the one who asks knows."""

    UNSURE = "unsure"
    MYSELF = "myself"
    PAIR = "pair"
    GROUP = "group"
    WORK_COMMUNITY = "work_community"


class EnquiryAnswer(StrEnum):
    """How an enquiry was answered."""

    TAKEN = "taken"
    REFERRED = "referred"
    DECLINED = "declined"
    STARTED = "started"
    BY_PHONE = "by_phone"


def working_day_after(day: date, count: int, *, is_free: Callable[[date], bool]) -> date:
    """The day that is `count` working days after `day`; Saturdays, Sundays and free days are none."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and not is_free(day):
            count -= 1
    return day


def initials(name: str) -> str:
    """The first letters of the first and last word of a name: "M. L."; empty for a name without letters."""
    words = [word for word in name.split() if word[0].isalpha()]
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return " ".join(f"{word[0].upper()}." for word in chosen)
