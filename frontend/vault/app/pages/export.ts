/** Taking one's notes along: one zip of everything that one can open, made and locked in this browser. */

import { codeOf } from "../../worker/calls";
import type { Export, Lock } from "../../worker/rooms/leaving";
import { button, card, field, h, onceAtATime, show, tell, trouble } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { part } from "../place";
import { t, tn } from "../words";

export async function taking(house: House): Promise<void> {
  const kinds = new Set((await house.client.keys.standing()).ways.map(({ kind }) => kind));
  const hasCode = kinds.has("passphrase") || kinds.has("recovery");
  const code = field(t("Your six words or your recovery code"), { id: "export-code", secret: true, hint: t("They lock the package too, and typing them here shows that you have them at hand.") });
  const press = h("button", { type: "submit", class: "btn" }, t("Make the package"));
  const make = onceAtATime(async (lock: Lock): Promise<void> => {
    code.fault("");
    press.disabled = true;
    press.textContent = t("Making the package …");
    tell(t("Making the package …"));
    try {
      const made = await house.client.leaving.everything(lock, { readMe: await bytesOf("README.txt"), reader: await bytesOf("lukija.txt") });
      return done(house, made);
    } catch (fault) {
      tell("");
      if (lock.kind === "new") trouble(wordsFor(codeOf(fault)));
      else code.fault(wordsFor(codeOf(fault)));
    }
    press.disabled = false;
    press.textContent = t("Make the package");
  });
  const typed = (): Lock => {
    const text = code.input.value;
    const looksLikeWords = !/\d/.test(text); // no code of 28 signs is without a figure
    return { kind: kinds.has("recovery") && !(looksLikeWords && kinds.has("passphrase")) ? "recovery" : "passphrase", typed: text };
  };
  const withNewWords = async (): Promise<void> => make({ kind: "new", words: await house.wordList() });
  show(
    t("Take your notes along"),
    h("p", {}, t("You get one package of everything that you can open, still locked. It opens without this service: with the reader that is in it, or with the program age.")),
    hasCode &&
      h(
        "form",
        { class: "card", onsubmit: (event) => { event.preventDefault(); void make(typed()); } },
        h("div", { class: "cardbody" }, code.row, press),
      ),
    hasCode
      ? h("details", { class: "more" }, h("summary", {}, t("I do not have the words at hand")), newWords(withNewWords, "btn2"))
      : card(t("Six words for the package"), newWords(withNewWords, "btn")),
    h("div", { class: "actions" }, button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2")),
  );
}

function newWords(make: () => Promise<void>, look: "btn" | "btn2"): HTMLElement {
  return h(
    "div",
    { class: "stack" },
    h("p", {}, t("The package can be locked with six new words that open it and nothing else. Write them down: nobody can give them to you again.")),
    h("div", { class: "actions" }, button(t("Make it with new words"), () => void make(), look)),
  );
}

function done(house: House, made: Export): void {
  const counted = tn("One note or message is in it.", "%(n)s notes and messages are in it.", made.documents);
  show(
    t("Your package is ready"),
    made.words !== null &&
      card(
        t("Six words open this package"),
        h("p", { class: "code", id: "export-words", translate: "no" }, made.words),
        h("p", {}, t("Write them down now. They are shown this once.")),
      ),
    card(
      t("The package"),
      h("p", {}, counted),
      made.files > 0 && h("p", {}, tn("One attachment is in it.", "%(n)s attachments are in it.", made.files)),
      made.refused > 0 && h("p", { class: "error" }, tn("One of them could not be verified; it is in the package and marked.", "%(n)s of them could not be verified; they are in the package and marked.", made.refused)),
      made.closed > 0 && h("p", { class: "error" }, tn("One circle could not be opened and is not in it.", "%(n)s circles could not be opened and are not in it.", made.closed)),
      h("p", {}, t("Keep it where you keep what is yours. README.txt in it tells how to open it, in three languages.")),
      h("div", { class: "actions" }, button(t("Save the package"), () => save(made.zip), "btn"), button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2")),
    ),
  );
}

/** The name tells the day and what it is, as it would lie among other downloads. */
function save(zip: Blob): void {
  const address = URL.createObjectURL(zip);
  h("a", { href: address, download: `lukitut-muistiinpanot-${new Date().toISOString().slice(0, 10)}.zip` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const bytesOf = async (file: string): Promise<Uint8Array> => new Uint8Array(await (await part(file)).arrayBuffer());
