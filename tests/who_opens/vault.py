"""Who opens the locked notes' addresses at the main host: whoever is signed in; a contact person never."""

from tests.who_opens import ALL, SIGNED_IN, Row

WHO_OPENS = {
    "/vault/": SIGNED_IN,
    "/vault/enter/": Row(SIGNED_IN, post={}),
    # the word in it decides; this one leads nowhere, and says so
    "/vault/back/{word}/": Row(ALL, ids={"word": "unknown"}),
}
