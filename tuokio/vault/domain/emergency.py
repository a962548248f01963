"""How the public half of an emergency key is written, and the line that says who holds it. Nothing here opens anything."""

import unicodedata

SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
LENGTH = 62
LONGEST_NAME = 80
_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def is_recipient(text: str) -> bool:
    """Whether it is written as `age-keygen` writes a public key: 32 bytes in Bech32, with its sum (BIP 173).

    So a slip of the pen is found at once. Whether it is a key that can be sealed to is looked at in the browser.
    """
    signs = text[4:]
    if len(text) != LENGTH or not text.startswith("age1") or set(signs) - set(SIGNS):
        return False
    values = [SIGNS.index(sign) for sign in signs]
    return _sum([*(ord(one) >> 5 for one in "age"), 0, *(ord(one) & 31 for one in "age"), *values]) == 1


def _sum(values: list[int]) -> int:
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for place, step in enumerate(_STEPS):
            found ^= step if top >> place & 1 else 0
    return found


def is_plain_line(text: str) -> bool:
    """Whether it shows as it is: nothing in it turns the direction, hides or ends the line."""
    shown = all(
        unicodedata.category(one)[0] != "C" and unicodedata.category(one) not in {"Zl", "Zp"} for one in text
    )
    return 0 < len(text) <= LONGEST_NAME and text == text.strip(" ") and shown
