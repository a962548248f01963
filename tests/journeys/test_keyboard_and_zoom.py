"""Every page for everybody: at 400 %, on a phone, in both colour schemes, by keyboard alone, without scripts."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.journeys.conftest import Open, Window
from tests.journeys.looking import DESK_DARK, DESK_LIGHT, PHONE_DARK, PHONE_LIGHT, faults_of
from tests.test_who_opens_what import CONTEXTS, rows_of
from tests.who_opens import World, the_world, visitors

ALL_SCREENS = (PHONE_LIGHT, PHONE_DARK, DESK_LIGHT, DESK_DARK)
# Each address is looked at through the eyes of the first of these that it opens for; the gathering pages
# differ from one to the next, so they are looked at by all.
VISITORS = ("aino", "kaarlo", "bertta", "nobody", "olavi", "dora", "sari")
GATHERING = {"/today/", "/home/", "/calendar/", "/processes/", "/to-invoice/", "/me/", "/"}


def addresses_for(who: str, world: World) -> list[str]:
    """The addresses that this visitor looks at, for themselves and for those after them."""
    found = []
    before = set(VISITORS[: VISITORS.index(who)])
    for context in sorted(CONTEXTS):
        ids = world.ids | getattr(CONTEXTS[context], "ids", lambda _: {})(world)
        for address, row in rows_of(context).items():
            mine = who in set(row.who) and (address in GATHERING or not before & set(row.who))
            if mine and row.post is None:
                found.append(address.format(**(ids | row.ids)) + row.query)
    return found


@pytest.mark.parametrize("who", VISITORS)
def test_every_page_serves_everybody(window: Open, who: str) -> None:
    world = the_world()
    asking = visitors(world)[who]
    one = window()
    carry(asking, one)
    faults: list[str] = []
    for address in addresses_for(who, world):
        answer = asking.get(address)
        if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
            one.go(address)
            faults += [f"{address}  {fault}" for fault in faults_of(one.page, ALL_SCREENS)]
    assert not faults, "\n".join(faults)


def carry(asking: Client, one: Window) -> None:
    """Let the window stand where the asking one stands."""
    for name, cookie in asking.cookies.items():
        one.context.add_cookies([{"name": name, "value": cookie.value, "url": one.house}])
