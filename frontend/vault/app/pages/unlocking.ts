/** Signed in, and the notes are locked: they are kept, and each way on stands here. */

import { codeOf } from "../../worker/calls";
import type { CodeKind, Proof } from "../../worker/opening";
import type { Standing } from "../../worker/rooms/keys";
import { button, card, field, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { invited } from "../invite-link";
import { type OwnChoice, ownChoice } from "../own-choice";
import { canPasskey, showHere } from "../passkey";
import { sheetChooser } from "../sheet";
import { t } from "../words";
import { showCodes } from "./codes";
import { waiting } from "./approving";
import { ownPhone } from "./own-phone";

export function unlocking(house: House, standing: Standing, fault = ""): void {
  const { ways } = standing;
  const kinds = new Set(ways.map(({ kind }) => kind));
  const device = ways.some(({ here }) => here);
  const own = ownChoice(device);
  const passkeys = canPasskey() ? ways.filter(({ kind }) => kind === "passkey").map(({ credential }) => credential) : [];
  const problem = h("p", { class: "error", id: "unlock-fault", role: "alert", hidden: !fault }, fault);
  const open = async (proof: () => Promise<Proof>): Promise<void> => {
    problem.hidden = true;
    try {
      await unlock(house, own, await proof());
    } catch (refused) {
      problem.textContent = wordsFor(codeOf(refused));
      problem.hidden = false;
    }
  };
  const elsewhere = async (): Promise<void> => {
    const back = (said = ""): void => unlocking(house, standing, said);
    await own.settle().then((remember) => waiting(house, remember, back)).catch((refused: unknown) => back(wordsFor(codeOf(refused))));
  };
  const quick = device || passkeys.length > 0;
  show(
    t("Your notes are locked"),
    invited(),
    h("p", {}, t("You are signed in. Your notes are kept, but locked. Signing in never opens them, and forgetting a sign-in never erases them.")),
    fault && !quick && problem,
    quick &&
      h(
        "div",
        { class: "card" },
        h(
          "div",
          { class: "cardbody" },
          problem,
          h(
            "div",
            { class: "actions" },
            device && button(t("Open on this device"), () => void open(() => Promise.resolve({ by: "device" })), "btn"),
            passkeys.length > 0 && button(t("Open with a passkey"), () => void open(() => showHere(passkeys)), device ? "btn2" : "btn"),
          ),
        ),
      ),
    h("div", { class: "card" }, h("div", { class: "cardbody" }, own.row)),
    kinds.has("passphrase") && opening(house, own, "passphrase", quick ? "btn2" : "btn"),
    kinds.has("recovery") && h("details", { class: "more", open: !quick && !kinds.has("passphrase") }, h("summary", {}, t("I do not have the words")), opening(house, own, "recovery", "btn2")),
    h("p", {}, button(t("Open with another device of yours"), () => void elsewhere(), "btnghost")),
    h("details", { class: "more" }, h("summary", {}, t("I have none of these")), ...lost(house, standing)),
    ownPhone(),
  );
}

async function unlock(house: House, own: OwnChoice, proof: Proof): Promise<void> {
  const remember = await own.settle();
  await house.opened(await house.client.keys.unlock(proof, remember));
}

function opening(house: House, own: OwnChoice, kind: CodeKind, look: "btn" | "btn2"): HTMLElement {
  const words = kind === "passphrase";
  const code = field(words ? t("Six words") : t("Recovery code"), { id: `code-${kind}`, secret: true });
  const press = words ? t("Open") : t("Open with the code");
  const submit = h("button", { type: "submit", class: look }, press);
  const open = async (): Promise<void> => {
    code.fault("");
    submit.textContent = t("Opening …");
    try {
      await unlock(house, own, { by: kind, typed: code.input.value });
    } catch (fault) {
      code.fault(wordsFor(codeOf(fault)));
    }
    submit.textContent = press;
  };
  const chosen = (found: string | null): void => {
    code.input.value = found ?? "";
    code.fault(found ? "" : t("There is no recovery code in that file."));
  };
  return h(
    "form",
    { class: "card", onsubmit: (event) => { event.preventDefault(); void open(); } },
    h("div", { class: "cardbody" }, code.row, !words && sheetChooser(chosen), submit),
  );
}

/** What there is when every way is gone, said plainly. */
function lost(house: House, standing: Standing): Node[] {
  const { ways } = standing;
  const devices = ways.filter(({ kind }) => kind === "device").length;
  return [
    devices > 0 && h("p", {}, t("One of your own devices is remembered: your notes open there.")),
    h("p", {}, t("Look for the six words in your password manager, for the paper with the recovery code, and for the phone or computer that keeps your passkey. You may try as often as you like: nothing is erased.")),
    card(
      t("If every way is gone"),
      h("p", {}, t("Then your own notes and your journal cannot be opened by anybody: not by us, not by whoever keeps the server, not by your supervisor. They are not erased either; if a way turns up, they open as before.")),
      h("p", {}, t("What a group has shared is not lost: its other members can open it, and the supervisor can let you in again.")),
      anew(house, standing),
    ),
  ].filter((part): part is HTMLElement => Boolean(part));
}

/** New keys beside the old: after a word is typed by hand, offered as at the first visit. Nothing is remembered on this device: its own key may open the old. */
function anew(house: House, standing: Standing): HTMLElement {
  const { supervises, person } = standing;
  const word = t("anew");
  const sure = field(t("Type the word %(word)s to begin with new keys", { word }), { id: "anew-word" });
  const begin = async (): Promise<void> => {
    if (sure.input.value.trim().toLowerCase() !== word) return sure.fault(t("Type the word as it stands above."));
    const codes = await house.client.keys.offer(supervises ? ["passphrase", "recovery"] : ["passphrase"], await house.wordList());
    await showCodes(house, {
      codes,
      name: person.name,
      press: t("Open with new keys"),
      keep: async (typed) => house.opened(await house.client.keys.setUp(typed, null, false, true)),
    });
  };
  return h(
    "form",
    { class: "form", id: "anew", onsubmit: (event) => { event.preventDefault(); void begin(); } },
    h("p", {}, t("You can begin with new keys. Your earlier notes stay kept, but the new keys do not open them.")),
    sure.row,
    h("button", { type: "submit", class: "btn2" }, t("Begin anew")),
  );
}
