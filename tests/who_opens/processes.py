"""Who opens the list of processes, and the page of one."""

from tests.who_opens.supervision import SUPERVISORS

WHO_OPENS = {
    "/processes/": SUPERVISORS | {"dora"},
    "/processes/{process_id}/": {"aino"},
}
