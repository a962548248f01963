/** Codes are shown, written down, and shown to be at hand before anything rests on them. */

import type { CodeKind } from "../../worker/opening";
import { codeOf } from "../../worker/calls";
import type { Codes } from "../../worker/rooms/keys";
import { button, card, field, type Field, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { mainHost } from "../place";
import { saveSheet, sheetChooser, sheetLines } from "../sheet";
import { t } from "../words";

export interface Showing {
  codes: Codes;
  /** Whose they are, for the paper. */
  name: string;
  /** What the proof opens or keeps; refuses with a code. */
  keep: (typed: Codes) => Promise<void>;
  /** The words of the button that keeps. */
  press: string;
  /** What stands above the choice of proof, such as whose device this is. */
  besides?: () => HTMLElement;
  /** The way out without proof, where there is one. */
  later?: { words: string; act: () => void };
}

export async function showCodes(house: House, showing: Showing): Promise<void> {
  const { codes, name } = showing;
  const address = await mainHost();
  const sheet = codes.recovery ? { name, address, code: codes.recovery } : null;
  const both = codes.passphrase && codes.recovery;
  show(
    both ? t("Your six words and your recovery code") : sheet ? t("Your recovery code") : t("Your six words"),
    codes.passphrase &&
      card(
        t("Six words open your notes every day"),
        h("p", { class: "code", id: "passphrase", translate: "no" }, codes.passphrase),
        h("p", {}, t("Keep them in your password manager or write them down.")),
      ),
    sheet &&
      card(
        t("The recovery code opens them when all else is lost"),
        h("p", { class: "code", id: "recovery", translate: "no" }, sheet.code),
        h("p", { class: "small" }, sheetLines(sheet).join(" · ")),
        h("p", {}, t("Keep it on paper, apart from this device.")),
        h("div", { class: "actions" }, button(t("Print"), () => window.print(), "btn2"), button(t("Save as a file"), () => saveSheet(sheet), "btn2")),
      ),
    h(
      "div",
      { class: "actions" },
      button(both ? t("I have both; go on") : t("I have it; go on"), () => proof(house, showing), "btn"),
      showing.later && button(showing.later.words, showing.later.act, "btnghost"),
    ),
  );
}

function proof(house: House, showing: Showing): void {
  const fields = new Map<CodeKind, Field>();
  if (showing.codes.passphrase) fields.set("passphrase", field(t("Type or paste your six words"), { id: "typed-passphrase", secret: true }));
  if (showing.codes.recovery) fields.set("recovery", field(t("Type or paste your recovery code"), { id: "typed-recovery", secret: true }));
  const recovery = fields.get("recovery");
  const keep = async (): Promise<void> => {
    for (const one of fields.values()) one.fault("");
    try {
      await showing.keep(Object.fromEntries([...fields].map(([kind, { input }]) => [kind, input.value])));
    } catch (fault) {
      const code = codeOf(fault);
      const [first] = fields.values();
      (code.startsWith("recovery") ? recovery : first)?.fault(wordsFor(code));
    }
  };
  const chosen = (code: string | null): void => {
    if (!recovery) return;
    recovery.input.value = code ?? "";
    recovery.fault(code ? "" : t("There is no recovery code in that file."));
  };
  show(
    fields.size > 1 ? t("Show that you have both") : t("Show that you have it"),
    h(
      "form",
      { class: "card", onsubmit: (event) => { event.preventDefault(); void keep(); } },
      h(
        "div",
        { class: "cardbody" },
        h("p", {}, t("Nothing rests on it before this. If it is missing, go back and look again.")),
        ...[...fields.values()].map(({ row }) => row),
        recovery && sheetChooser(chosen),
        showing.besides?.(),
        h(
          "div",
          { class: "actions" },
          h("button", { type: "submit", class: "btn" }, showing.press),
          button(t("Back to look"), () => void showCodes(house, showing), "btn2"),
        ),
      ),
    ),
  );
}
