"""Who opens the pages about a member's way in: only who leads the process now."""

from tests.who_opens import Row

WHO_OPENS = {
    "/processes/{process_id}/ways-in/": {"aino"},
    "/processes/{process_id}/members/{member_id}/way-in/": {"aino"},
    "/processes/{process_id}/members/{member_id}/slip/": Row({"aino"}, post={}),
}
