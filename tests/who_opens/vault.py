"""Who opens the locked notes' addresses at the main host: whoever is signed in; a contact person never."""

from tests.who_opens import ALL, SIGNED_IN, Row

WHO_OPENS = {
    "/vault/": SIGNED_IN,
    "/vault/enter/": Row(SIGNED_IN, post={}),
    "/vault/back/{word}/": Row(ALL, ids={"word": "spent"}),  # says that the link is used or too old
}
