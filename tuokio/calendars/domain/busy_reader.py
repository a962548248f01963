"""Reads one calendar file in a process of its own: `python -m tuokio.calendars.domain.busy_reader`.

The file comes in after one line of JSON that says what is asked; one line of JSON goes out. Whoever started it ends it
when its time is up; it takes no more memory and processor time than it is given.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

from tuokio.calendars.domain.busy_file import busy_times
from tuokio.calendars.domain.elsewhere import Unreachable

MOST_MEMORY = 1_500_000_000  # bytes of address space
MOST_SECONDS = 15  # of the processor


def main() -> None:
    """Read, and tell the spans as seconds since 1970."""
    _limit()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        read = busy_times(
            content,
            since=datetime.fromtimestamp(asked["since"], UTC),
            until=datetime.fromtimestamp(asked["until"], UTC),
            zone=asked["zone"],
            whole_days=asked["whole_days"],
        )
    except Unreachable as unreachable:
        sys.stdout.write(json.dumps({"trouble": unreachable.trouble.value}))
        return
    spans = [[int(s.starts_at.timestamp()), int(s.ends_at.timestamp()), s.ours] for s in read.spans]
    sys.stdout.write(json.dumps({"spans": spans, "left_out": read.left_out}))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the time limit of whoever started it stands there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


if __name__ == "__main__":
    main()
