"""Fill the folder's database with the demo and a crowd: `python -m bench.fill PEOPLE`."""

from __future__ import annotations

import sys
import time

from bench.house import set_up


def main() -> None:
    """Print how many rows were written, and how many a second."""
    set_up()
    from django.core.management import call_command

    from tuokio.desk.demo import make_demo
    from tuokio.desk.demo.crowd import make_crowd

    call_command("migrate", verbosity=0)
    make_demo(None, 1, lambda line: None)
    begun = time.monotonic()
    rows = make_crowd(int(sys.argv[1]), 1, lambda line: print(line, file=sys.stderr))
    print(rows, rows / (time.monotonic() - begun))


if __name__ == "__main__":
    main()
