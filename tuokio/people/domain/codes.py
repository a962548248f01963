"""One-time codes: how they are drawn, read back from what people type, and kept only as fingerprints."""

import hashlib
import hmac
import secrets

# no 0 O, 1 I L, 2 Z, 5 S, 8 B: read aloud and by hand on paper they are taken for each other
SLIP_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
SLIP_LENGTH = 8
DIGITS = 6


def new_digits() -> str:
    """Six digits for a mail; about one in a million."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def new_slip_code() -> str:
    """Eight letters and digits for a printed slip, about one in 150 thousand million."""
    return "".join(secrets.choice(SLIP_LETTERS) for _ in range(SLIP_LENGTH))


def new_token() -> str:
    """A word for an address or a cookie that nobody guesses (256 bits)."""
    return secrets.token_urlsafe(32)


def only_digits(typed: str) -> str:
    """The digits of what was typed: spaces and dashes do not matter."""
    return "".join(letter for letter in typed[:40] if letter in "0123456789")


def only_slip_letters(typed: str) -> str:
    """A slip's code as it was drawn, from what was typed: case, spaces and dashes do not matter."""
    return "".join(letter for letter in typed[:40].upper() if letter.isascii() and letter.isalnum())


def shown(code: str) -> str:
    """A slip's code as it stands on paper: in two halves."""
    return f"{code[: SLIP_LENGTH // 2]}-{code[SLIP_LENGTH // 2 :]}"


def fingerprint(text: str, *, key: str, salt: str) -> str:
    """What is kept of a code: a keyed hash, so that the database alone does not give the code away."""
    return hmac.new(key.encode(), f"{salt}:{text}".encode(), hashlib.sha256).hexdigest()
