/** One's own keys made anew after a device was stolen; and keys of before one began anew, opened when a code turns up. */

import { codeOf, Fault } from "../../worker/calls";
import type { CodeKind, Proof } from "../../worker/opening";
import type { WayShown } from "../../worker/rooms/keys";
import type { Renewed } from "../../worker/rooms/renewal";
import { button, card, field, type Field, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { canPasskey, showHere } from "../passkey";
import { day, t, tn } from "../words";
import { showCodes } from "./codes";

export const kindWords = (kind: WayShown["kind"]): string =>
  ({ passphrase: t("Six words"), recovery: t("Recovery code"), passkey: t("Passkey"), device: t("Remembered device") })[kind];

/** What somebody types or shows here, of these ways; `asked` gets it. Whatever is refused is said above. */
function proving(ways: readonly WayShown[], press: string, asked: (proof: Proof, typed: Partial<Record<CodeKind, string>>) => Promise<void>): HTMLElement {
  const fields = new Map<CodeKind, Field>();
  for (const kind of ["passphrase", "recovery"] as const) {
    if (ways.some((way) => way.kind === kind)) fields.set(kind, field(kindWords(kind), { id: `renew-${kind}`, secret: true }));
  }
  const here = ways.some((way) => way.here);
  const passkeys = canPasskey() ? ways.filter(({ kind }) => kind === "passkey").map(({ credential }) => credential) : [];
  const problem = h("p", { class: "error", id: "renew-fault", role: "alert", hidden: true });
  const go = async (shown: () => Promise<Proof>): Promise<void> => {
    problem.hidden = true;
    try {
      await asked(await shown(), Object.fromEntries([...fields].map(([kind, { input }]) => [kind, input.value]).filter(([, typed]) => typed)));
    } catch (fault) {
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const [kind, typed] = [...fields].find(([, { input }]) => input.value) ?? [];
    void go(() => (kind && typed ? Promise.resolve({ by: kind, typed: typed.input.value }) : here ? Promise.resolve({ by: "device" }) : Promise.reject(new Fault("show-first"))));
  };
  return h(
    "form",
    { class: "form", onsubmit: submit },
    problem,
    ...[...fields.values()].map(({ row }) => row),
    h(
      "div",
      { class: "actions" },
      (fields.size > 0 || here) && h("button", { type: "submit", class: "btn" }, press),
      passkeys.length > 0 && button(t("Show a passkey"), () => void go(() => showHere(passkeys)), "btn2"),
    ),
  );
}

/** New keys, after somebody may have got hold of those of now. */
export async function renewing(house: House): Promise<void> {
  const standing = await house.client.keys.standing();
  const { ways, person } = standing;
  const spent = ways.filter(({ kind, here }) => kind === "passkey" || (kind === "device" && !here));
  const keep = async (typed: Partial<Record<CodeKind, string>>): Promise<void> => done(house, t("Your keys are new"), await house.client.renewal.finish(typed));
  const begin = async (proof: Proof, typed: Partial<Record<CodeKind, string>>): Promise<void> => {
    const codes = await house.client.renewal.begin(proof, typed, await house.wordList());
    if (Object.keys(codes).length === 0) return keep({});
    await showCodes(house, { codes, name: person.name, press: t("Renew my keys"), keep });
  };
  show(
    t("Renew your keys"),
    card(
      t("For a device that was stolen open"),
      h("p", {}, t("Your notes get new keys, and what you write from now on the device cannot open. What was open on it may have been read. All your other sign-ins end.")),
      h("p", {}, t("Type what you have at hand: it goes on opening your notes. A code that you do not type is made anew.")),
      spent.length > 0 && h("p", {}, t("These open your notes no more; make them anew afterwards:")),
      spent.length > 0 && h("ul", { id: "spent" }, ...spent.map(({ kind, made }) => h("li", {}, `${kindWords(kind)}, ${t("made %(day)s", { day: day(made) })}`))),
      proving(ways, t("Renew my keys"), begin),
    ),
    h("div", { class: "actions" }, button(t("To the ways to open"), () => void house.go({ at: "ways" }), "btn2")),
  );
}

/** On the list of notes: codes of keys from before one began anew open what is still locked. Null when none are kept. */
export async function formerKeys(house: House): Promise<HTMLElement | null> {
  const ways = await house.client.renewal.former();
  if (ways.length === 0) return null;
  const open = async (proof: Proof): Promise<void> => done(house, t("Your earlier notes are open"), await house.client.renewal.takeUp(proof));
  const page = (): void =>
    show(
      t("Open the earlier notes"),
      card(
        t("Have the earlier words or code turned up?"),
        h("p", {}, t("Type either. What they open, your new keys open from then on. You may try as often as you like: nothing is erased.")),
        proving(ways, t("Open the earlier notes"), open),
      ),
      h("div", { class: "actions" }, button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2")),
    );
  return h("div", { class: "actions" }, button(t("Open the earlier notes"), page, "btn2"));
}

function done(house: House, title: string, { circles, waiting }: Renewed): void {
  show(
    title,
    card(
      t("Your new keys open this"),
      h("p", { role: "status" }, tn("One circle opens with your new keys.", "%(n)s circles open with your new keys.", circles)),
      waiting > 0 && h("p", {}, tn("In one of them saving waits until its leader has opened their notes.", "In %(n)s of them saving waits until their leaders have opened their notes.", waiting)),
    ),
    h("div", { class: "actions" }, button(t("To the notes"), () => void house.go({ at: "notes" }), "btn"), button(t("Ways to open"), () => void house.go({ at: "ways" }), "btn2")),
  );
}
