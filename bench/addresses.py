"""Print addresses with the cookies to ask them with, as JSON: the mixed requests of the memory figure."""

import json

from bench.house import set_up
from bench.measure_pages import pages


def main() -> None:
    """The measured pages and a few more, in the mix of a working day."""
    set_up()
    known = {name: (path, cookies) for name, cookies, path in pages()}
    today = known["Tänään"]
    mix = [
        known["public page"], known["public page"], today, known["process page"], known["commissioner's page"],
        known["supervisor's agreement"], known["payer's agreement"], known["wave form"], known["phone home"],
        known["coordination"], known["commissioner's summary"],
        ("/processes/", today[1]), ("/calendar/", today[1]), ("/to-invoice/", today[1]), ("/p/kaarnala/?lang=sv", ""),
        ("/sign-in/", ""), ("/nothing-here/", ""),
    ]  # fmt: skip
    print(json.dumps(mix))


if __name__ == "__main__":
    main()
