"""Why something is not kept or not given. The code is what a browser is told; it carries no content."""


class Refused(Exception):
    """A request to the locked notes that is not granted."""

    code = "refused"
    status = 422


class NotIn(Refused):
    """The browser carries no word that still lets it ask."""

    code = "not-in"
    status = 401


class NotThere(Refused):
    """Nothing there that the person can reach."""

    code = "not-there"
    status = 404


class Overtaken(Refused):
    """Somebody else wrote first: look at what stands now, and try again."""

    code = "overtaken"
    status = 409


class TurnDue(Refused):
    """A member has come or gone: nothing is kept before the space has its next key."""

    code = "turn-due"
    status = 409


class Malformed(Refused):
    """What was sent is not written as it should be."""

    code = "malformed"


class TooLarge(Refused):
    """More than one document may hold."""

    code = "too-large"
    status = 413


class Full(Refused):
    """As many are kept as may be, until some have been taken in."""

    code = "full"
    status = 409


class NotYet(Refused):
    """Something has to happen, or a time to pass, before this is given."""

    code = "not-yet"
    status = 409


class LastWay(Refused):
    """The last way to open one's notes is never taken away."""

    code = "last-way"


class PasskeyUnknown(Refused):
    """This passkey did not prove anything here: it is not known, was asked too long ago, or said something else."""

    code = "passkey-unknown"


class TooOften(Refused):
    """Many tries from one place: nothing is lost, and it goes on later."""

    code = "too-often"
    status = 429


class KeptLongest(Refused):
    """It has been kept for as long as it may be."""

    code = "kept-longest"
    status = 409
