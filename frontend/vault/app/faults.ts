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
    full: () => t("So much waits already that no more can be sent. Ask the leader to open the meeting on their own screen: then it is taken in."),
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
    "set-aside": () => t("Your earlier notes. They are kept, and nothing in them is erased; your new keys do not open them."),
    "waits-for-steward": () => t("You have new keys. The leader of the group lets you in again."),
    "waits-for-member": () => t("You have new keys, and only you could renew the key of this group. Another member who still reads it lets you in again: ask one to open Members here and to ask you in."),
    "waits-for-nobody": () => t("You have new keys, and nobody else reads this circle, so nobody can let you in. It is kept, and opens again only with your earlier words, code or passkey."),
    // ways to open
    "passkey-none": () => t("No passkey was shown. Perhaps the window was closed, or the key is on another device. Try again, or choose another way."),
    "passkey-no-prf": () => t("This device's passkeys can sign in but not open notes. Use six words instead."),
    "passkey-not-here": () => t("Passkeys do not work in this browser. Choose another way."),
    "passkey-already": () => t("This device has a passkey for your notes already."),
    "passkey-unknown": () => t("This passkey is not known here, or the question grew old. Try again, or sign in at the main page: your notes are kept."),
    "too-often": () => t("There have been many tries from here. Wait a while and try again; nothing is lost."),
    "kept-longest": () => t("This has been kept for as long as it may be. Take it along before its day."),
    "two-ways": () => t("Two ways must stand, one of them a code away from this device. Make another first."),
    "last-way": () => t("This is the last way that opens your notes. Make another first."),
    "no-short-code": () => t("There are eight signs. Type each of them."),
    "approval-differs": () => t("These are not the signs of the device that the server names. Nothing was given to it. Look at the new device's screen once more; if they are right, somebody may stand between: do not open it this way, and tell the one who runs the server."),
    "show-first": () => t("Show one of your ways first."),
    locked: () => t("Your notes are locked. Open them first."),
    "not-yet": () => t("Its time has not come yet, or no envelope has been sealed."),
    "sheet-differs": () => t("These are not the last eight signs of the sheet. Look at it once more."),
    "no-sheet": () => t("This is not a whole sheet. It begins with AGE-SECRET-KEY-1 and has 58 signs after that."),
    malformed: () => t("This cannot be kept as it is. Check what you wrote."),
    // taking along, bringing in
    "import-kind": () => t("Only .txt, .md and .docx can be brought in. Save it in one of these forms first."),
    "import-large": () => t("This file is larger than 2 MB. Divide it in two."),
    "import-empty": () => t("There is no text in this file."),
    "import-unreadable": () => t("This file could not be read as text. If it is a document, save it anew as .docx or .txt."),
    "nothing-to-take": () => t("There is nothing here yet that could be taken along."),
    "last-steward": () => t("You are the only one who can renew the key. Let another do it too, then leave."),
    "no-past": () => t("You have not all of the past yourself, so you cannot give it on."),
    "escrow-differs": () => t("These are not the last signs of the key that the server names. Nothing was let in. Look at the paper once more; if they are right, tell the practice's owner and the one who runs the server."),
    "not-four-words": () => t("There are four words. Write each of them."),
    "passphrase-differs": () => t("These are not the six words above. Look at them once more."),
    "recovery-differs": () => t("This is not the recovery code above. Look at it once more."),
  };
  return ((Object.hasOwn(known, code) && known[code]) || (() => t("Something went wrong here. Nothing that you wrote is lost; try again.")))();
}
