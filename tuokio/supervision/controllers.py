"""Who answers for the data of a process."""

from __future__ import annotations

from datetime import date

from tuokio.supervision.models import Process
from tuokio.terms.handing_over_words import Controller


def controller_name(process: Process, *, on: date) -> str:
    """The controller as the practice has chosen: itself, or whoever leads the process on that day."""
    if process.practice.controller == Controller.SUPERVISOR:
        supervisor = process.supervisor_on(on)
        if supervisor is not None and supervisor.name:
            return supervisor.name
    return process.practice.name
