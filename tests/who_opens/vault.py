"""Who opens the locked notes' two addresses at the main host: whoever is signed in; a contact person never."""

from tests.who_opens import SIGNED_IN, Row

WHO_OPENS = {
    "/vault/": SIGNED_IN,
    "/vault/enter/": Row(SIGNED_IN, post={}),
    "/vault/back/{word}/": set(),  # a word that leads here works once, for a minute (tests/vault/test_passkeys.py)
}
