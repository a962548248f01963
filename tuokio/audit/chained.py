"""Which acts the chain keeps. Reading and writing one's own notes is none of them, and never becomes one."""

KEYS = {
    "vault opened",
    "vault begun anew",
    "vault keys renewed",
    "way to notes added",
    "way to notes approved",
    "way to notes proved",
    "way to notes removed",
    "passkey made",
    "passkey removed",
    "second step on",
    "second step off",
    "recovery codes made",
    "address changed",
}
MEMBERSHIP = {"space founded", "space changed", "role given", "role ended", "supervisor changed"}
EXPORTS = {"own data taken", "notes exported"}
RELEASES = {"summary given", "summary asked back"}
ERASURES = {"account closed", "let go", "space erased"}
THE_HOUSE = {"keeping changed", "backup folder chosen"}
HANDING_OVER = {
    "controller chosen",
    "space settled",
    "successor named",
    "successor ended",
    "envelope kept",
    "release asked",
    "release agreed",
    "release cancelled",
    "release given",
    "access asked",
    "access answered",
}
EMERGENCY_KEY = {"escrow on", "escrow changed", "escrow off", "escrow taken out"}

CHAINED = frozenset(
    KEYS | MEMBERSHIP | EXPORTS | RELEASES | ERASURES | THE_HOUSE | HANDING_OVER | EMERGENCY_KEY
)
