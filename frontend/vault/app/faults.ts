/** What a code means, in words that tell the next step. */

import { t } from "./words";

/** The same for something that is held against what it should be: there, a key that does not open is no slip of the hand. */
export const verdictOn = (code: string): string => (code === "refused-recipient" ? t("This could not be verified (code: recipient).") : wordsFor(code));

export function wordsFor(code: string): string {
  const known: Record<string, () => string> = {
    offline: () => t("There is no connection to the server. What you have written is kept here; try again when the connection is back."),
    "not-in": () => t("Your sign-in has ended. Sign in again at the main page; your notes are kept and locked."),
    "no-code": () => t("This is not a whole recovery code. It has 28 signs in seven groups of four."),
    "no-such-way": () => t("Your notes do not have this way of opening. Choose another."),
    overtaken: () => t("Another device saved first. Both versions are kept."),
    "turn-due": () => t("Somebody has joined or left. Saving waits until the supervisor has renewed the key."),
    "too-large": () => t("This is longer than one note can be. Divide it in two."),
    "not-there": () => t("This is not here any more, or you are not in its circle."),
    "refused-recipient": () => t("It did not open. Check each word or sign, and try again as often as you like: nothing is erased."),
    "refused-older": () => t("The server shows an older state than you have seen. Nothing of it is shown. Tell your supervisor or the one who runs the server."),
    "refused-author": () => t("This could not be verified (code: author)."),
    "refused-signature": () => t("This could not be verified (code: signature)."),
    "refused-context": () => t("This could not be verified (code: context)."),
    "refused-form": () => t("This could not be verified (code: form)."),
    "refused-suite": () => t("This could not be verified (code: suite)."),
    "file-too-large": () => t("This file is larger than 20 MB."),
    "nothing-written": () => t("Write something first."),
    "passphrase-differs": () => t("These are not the six words above. Look at them once more."),
    "recovery-differs": () => t("This is not the recovery code above. Look at it once more."),
  };
  return ((Object.hasOwn(known, code) && known[code]) || (() => t("Something went wrong here. Nothing that you wrote is lost; try again.")))();
}
