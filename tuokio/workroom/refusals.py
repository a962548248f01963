"""Why something of the workroom is not kept or not given: codes, as the locked notes give them."""

from tuokio.vault.refusals import Refused


class TokenSpent(Refused):
    """This word lets no answer in: it was used, its round is closed, or there never was one."""

    code = "token-spent"
    status = 409


class RoundStands(Refused):
    """A round is open already, or there was one today: two of one day could be compared with each other."""

    code = "round-stands"
    status = 409


class TooFewPeople(Refused):
    """So few take part that nothing could be told without telling of somebody."""

    code = "too-few-people"
    status = 409


class SwitchedOff(Refused):
    """The supervisor has not switched this on for the process."""

    code = "switched-off"
    status = 409


class Ended(Refused):
    """The process has ended; nothing is added to it."""

    code = "process-ended"
    status = 409


class TooMany(Refused):
    """As many as may be are there already."""

    code = "too-many"
    status = 409
