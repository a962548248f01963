"""What this context adds to the pages that the desk gathers."""

from tuokio.agreement.parts_agreements import (
    flags,
    on_commissioners_page,
    on_phone_home,
    on_process_page,
    waiting,
)

__all__ = ["flags", "on_commissioners_page", "on_phone_home", "on_process_page", "waiting"]
