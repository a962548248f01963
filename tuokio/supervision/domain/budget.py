"""How often a supervisee may be asked for something outside meetings: six times in a process of ten.

Our own rule, a promise to the supervised: the meetings are the work, the program is not.
"""

from datetime import datetime, timedelta

IN_TEN_MEETINGS = 6
AT_LEAST = 3
LONGEST_MINUTES = 3
MAIL_PAUSE = timedelta(days=7)


def most_asks(planned: int) -> int:
    """How many requests outside meetings a member may get while so many meetings are planned.

    Six for ten meetings, in proportion for other numbers, and three at least: an agreement, an evaluation
    and a summary must fit into the shortest process.
    """
    return max(AT_LEAST, IN_TEN_MEETINGS * planned // 10)


def mail_due_at(now: datetime, last_mailed_at: datetime | None) -> datetime:
    """When the next mail may tell that something waits: at most one a week."""
    return now if last_mailed_at is None else max(now, last_mailed_at + MAIL_PAUSE)
