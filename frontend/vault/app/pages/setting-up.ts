/** The first visit: two codes are made, written down, and shown to be at hand before anything is kept. */

import type { Codes, Standing } from "../../worker/rooms/keys";
import { codeOf } from "../../worker/calls";
import { button, card, field, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { t } from "../words";

export function welcome(house: House): void {
  show(
    t("Locked notes"),
    card(
      t("What you write here opens only with your own words"),
      h("p", {}, t("Your browser locks each note before it is sent. The server, its keeper and whoever pays for the supervision cannot open it.")),
      h("p", {}, t("You get six words and a recovery code. Without either nobody can open your notes, we neither. Forgetting your sign-in does not touch them.")),
      button(t("Make my words and my code"), () => void codes(house), "btn"),
    ),
  );
}

async function codes(house: House): Promise<void> {
  const made = await house.client.keys.offer(await house.wordList());
  show(
    t("Your six words and your recovery code"),
    card(
      t("Six words open your notes every day"),
      h("p", { class: "code", id: "passphrase", translate: "no" }, made.passphrase),
      h("p", {}, t("Keep them in your password manager or write them down.")),
    ),
    card(
      t("The recovery code opens them when the words are lost"),
      h("p", { class: "code", id: "recovery", translate: "no" }, made.recovery),
      h("p", {}, t("Keep it on paper, apart from this device.")),
      button(t("Print both"), () => window.print(), "btn2"),
    ),
    button(t("I have both; go on"), () => proof(house, made), "btn"),
  );
}

function proof(house: House, made: Codes): void {
  const passphrase = field(t("Type or paste your six words"), { id: "typed-passphrase", secret: true });
  const recovery = field(t("Type or paste your recovery code"), { id: "typed-recovery", secret: true });
  const begin = async (): Promise<void> => {
    passphrase.fault("");
    recovery.fault("");
    try {
      await house.opened(await house.client.keys.setUp({ passphrase: passphrase.input.value, recovery: recovery.input.value }));
    } catch (fault) {
      const code = codeOf(fault);
      (code === "recovery-differs" ? recovery : passphrase).fault(wordsFor(code));
    }
  };
  show(
    t("Show that you have both"),
    h(
      "form",
      { class: "card", onsubmit: (event) => { event.preventDefault(); void begin(); } },
      h(
        "div",
        { class: "cardbody" },
        h("p", {}, t("Only now are your notes made. If one is missing, go back and look again.")),
        passphrase.row,
        recovery.row,
        h("div", { class: "actions" }, h("button", { type: "submit", class: "btn" }, t("Open my notes")), button(t("Back to the words"), () => again(house, made), "btn2")),
      ),
    ),
  );
}

function again(house: House, made: Codes): void {
  show(
    t("Your six words and your recovery code"),
    card(t("Six words open your notes every day"), h("p", { class: "code", id: "passphrase", translate: "no" }, made.passphrase)),
    card(t("The recovery code opens them when the words are lost"), h("p", { class: "code", id: "recovery", translate: "no" }, made.recovery)),
    button(t("I have both; go on"), () => proof(house, made), "btn"),
  );
}

export function unlocking(house: House, standing: Standing): void {
  const kinds = new Set(standing.ways.map(({ kind }) => kind));
  show(
    t("Your notes are locked"),
    h("p", {}, t("You are signed in. Your notes are kept, and open with your own words.")),
    kinds.has("passphrase") && opening(house, "passphrase", t("Six words"), t("Open")),
    kinds.has("recovery") &&
      h("details", { class: "more" }, h("summary", {}, t("I do not have the words")), opening(house, "recovery", t("Recovery code"), t("Open with the code"))),
  );
}

function opening(house: House, kind: "passphrase" | "recovery", label: string, press: string): HTMLElement {
  const code = field(label, { id: `code-${kind}`, secret: true });
  const submit = h("button", { type: "submit", class: kind === "passphrase" ? "btn" : "btn2" }, press);
  const open = async (): Promise<void> => {
    code.fault("");
    submit.textContent = t("Opening …");
    try {
      await house.opened(await house.client.keys.unlock(kind, code.input.value));
    } catch (fault) {
      code.fault(wordsFor(codeOf(fault)));
    }
    submit.textContent = press;
  };
  return h("form", { class: "card", onsubmit: (event) => { event.preventDefault(); void open(); } }, h("div", { class: "cardbody" }, code.row, submit));
}
