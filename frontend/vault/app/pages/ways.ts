/** The ways by which one's notes open, and what this browser keeps: looked at, added to, renewed, taken away. */

import { codeOf } from "../../worker/calls";
import type { CodeKind, Proof } from "../../worker/opening";
import type { Standing, WayShown } from "../../worker/rooms/keys";
import { chooseComputer, chooseIdle, idleMinutes, isOwnComputer } from "../computer";
import { button, card, field, h, show, tell } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { canPasskey, showHere } from "../passkey";
import { sheetChooser } from "../sheet";
import { day, t } from "../words";
import { newDevices } from "./approving";
import { showCodes } from "./codes";
import { kindWords, renewing } from "./renewing";
import { newPasskey } from "./welcome";

type Next = () => Promise<void>;

export async function ways(house: House): Promise<void> {
  const standing = await house.client.keys.standing();
  const again = (): Promise<void> => ways(house);
  const has = (kind: CodeKind): boolean => standing.ways.some((way) => way.kind === kind);
  const device = standing.ways.some(({ here }) => here);
  const asking = await newDevices(house, (act) => shown(house, standing, act), again);
  show(
    t("Ways to open"),
    ...asking,
    card(
      t("Your notes open with these"),
      h("ul", { class: "rows", id: "ways" }, ...standing.ways.map((way) => row(house, way, again))),
      h(
        "div",
        { class: "actions" },
        canPasskey() && button(t("Make a passkey"), () => void shown(house, standing, () => addPasskey(house, standing, again)), "btn2"),
        button(has("passphrase") ? t("New six words") : t("Make six words"), () => void renew(house, standing, "passphrase", again), "btn2"),
        button(has("recovery") ? t("New recovery code") : t("Make a recovery code"), () => void renew(house, standing, "recovery", again), "btn2"),
      ),
      h("p", { class: "small" }, t("A new code takes the place of the one before. No note is touched.")),
    ),
    has("recovery") && trial(house, again),
    thisDevice(house, standing, device, again),
    h("div", { class: "actions" }, button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2"), button(t("A device of mine was stolen"), () => void renewing(house), "btnghost")),
  );
}

function row(house: House, way: WayShown, again: Next): HTMLElement {
  const about = way.here ? t("this device") : "";
  const used = way.used ? t("last used %(day)s", { day: day(way.used) }) : t("not yet shown to be at hand");
  const drop = async (): Promise<void> => {
    try {
      await (way.here ? house.client.keys.forgetHere() : house.client.ways.drop(way.id));
      await again();
      if ((way.kind === "device" || way.kind === "passkey") && !way.here) stolen(house, again);
    } catch (fault) {
      tell(wordsFor(codeOf(fault)));
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  };
  const problem = h("p", { class: "error", hidden: true });
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("h3", { class: "rowt" }, [kindWords(way.kind), about].filter(Boolean).join(", ")),
      h("p", { class: "small" }, `${t("made %(day)s", { day: day(way.made) })} · ${used}`),
      problem,
    ),
    button(t("Take away"), () => void drop(), "act"),
  );
}

/** After a device or a passkey was taken away: whoever has it now may have had it open. */
function stolen(house: House, again: Next): void {
  show(
    t("It opens your notes no more"),
    card(
      t("Was it stolen or lost?"),
      h("p", {}, t("If it was locked, nothing more is needed: what it kept does not open without the server, and the server gives it nothing now.")),
      h("p", {}, t("If it was open when it went, whoever has it may know your keys. Make new ones.")),
      h("div", { class: "actions" }, button(t("It was open: renew my keys"), () => void renewing(house), "btn2"), button(t("To the ways to open"), () => void again(), "btn")),
    ),
  );
}

async function addPasskey(house: House, standing: Standing, next: Next): Promise<void> {
  await house.client.ways.addPasskey(await newPasskey(house, standing));
  await next();
}

/** Make the code of a kind anew: show a way that stands, write the new one down, show that. */
export async function renew(house: House, standing: Standing, kind: CodeKind, next: Next): Promise<void> {
  await shown(house, standing, async () => {
    const code = await house.client.ways.offer(kind, await house.wordList());
    await showCodes(house, {
      codes: { [kind]: code },
      name: standing.person.name,
      press: t("Keep it"),
      keep: async (typed) => {
        await house.client.ways.keep(typed[kind] ?? "");
        await next();
      },
    });
  });
}

/** Ask for a way that stands, and then act. On a remembered device nothing is asked. */
async function shown(house: House, standing: Standing, act: Next): Promise<void> {
  const problem = h("p", { class: "error", id: "proof-fault", role: "alert", hidden: true });
  const prove = async (proof: () => Promise<Proof>): Promise<void> => {
    problem.hidden = true;
    try {
      await house.client.ways.prove(await proof());
      await act();
    } catch (fault) {
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  };
  const { ways: all } = standing;
  if (all.some(({ here }) => here)) return prove(() => Promise.resolve({ by: "device" }));
  const passkeys = canPasskey() ? all.filter(({ kind }) => kind === "passkey").map(({ credential }) => credential) : [];
  const codes = (["passphrase", "recovery"] as const).filter((kind) => all.some((way) => way.kind === kind));
  show(
    t("First show that it is you"),
    h("p", {}, t("The keys themselves are in nobody's hands while the notes are open. One of your ways brings them out for a moment.")),
    h(
      "div",
      { class: "card" },
      h("div", { class: "cardbody" }, problem, passkeys.length > 0 && button(t("Show a passkey"), () => void prove(() => showHere(passkeys)), "btn"), ...codes.map((kind) => asking(kind, prove))),
    ),
    h("div", { class: "actions" }, button(t("To the ways to open"), () => void house.go({ at: "ways" }), "btn2")),
  );
}

const submits = (words: string): HTMLElement => h("div", { class: "actions" }, h("button", { type: "submit", class: "btn2" }, words));

function asking(kind: CodeKind, prove: (proof: () => Promise<Proof>) => Promise<void>): HTMLElement {
  const code = field(kindWords(kind), { id: `proof-${kind}`, secret: true });
  const submit = (event: Event): void => {
    event.preventDefault();
    void prove(() => Promise.resolve({ by: kind, typed: code.input.value }));
  };
  return h("form", { class: "form", onsubmit: submit }, code.row, submits(t("Go on")));
}

/** Try whether the recovery code on paper is right: twice a year is enough. */
export function trial(house: House, next: Next): HTMLElement {
  const code = field(t("Recovery code"), { id: "trial-recovery", secret: true, hint: t("Type it from the paper, or choose the saved file. Then you know that it opens your notes.") });
  const test = async (): Promise<void> => {
    code.fault("");
    try {
      await house.client.ways.tryOut("recovery", code.input.value);
      await next();
      tell(t("The code is right."));
    } catch (fault) {
      code.fault(wordsFor(codeOf(fault)));
    }
  };
  const chosen = (found: string | null): void => {
    code.input.value = found ?? "";
    code.fault(found ? "" : t("There is no recovery code in that file."));
  };
  return h(
    "details",
    { class: "more" },
    h("summary", {}, t("Try the recovery code")),
    h("form", { class: "form", onsubmit: (event) => { event.preventDefault(); void test(); } }, code.row, sheetChooser(chosen), submits(t("Try it"))),
  );
}

function thisDevice(house: House, standing: Standing, isRemembered: boolean, again: Next): HTMLElement {
  const own = isOwnComputer();
  const turn = async (): Promise<void> => {
    if (own) await house.client.keys.forgetHere();
    await chooseComputer(!own);
    await again();
  };
  const minutes = field(t("Lock after this many idle minutes (5–60)"), { id: "idle-minutes" });
  minutes.input.value = String(idleMinutes());
  minutes.input.inputMode = "numeric";
  const set = (): void => {
    chooseIdle(Number(minutes.input.value) || idleMinutes());
    house.watch();
    void again();
    tell(t("The notes lock after %(n)s idle minutes.", { n: idleMinutes() }));
  };
  return card(
    t("This device"),
    h("p", {}, own ? t("You have said that this device is your own: drafts are kept on it, locked.") : t("This device is treated as shared: nothing is kept on it, and the notes lock when you close the window.")),
    h(
      "div",
      { class: "actions" },
      button(own ? t("Keep nothing on this device any more") : t("This is my own device"), () => void turn(), "btn2"),
      own && !isRemembered && button(t("Remember this device"), () => void shown(house, standing, async () => { await house.client.ways.rememberHere(); await again(); }), "btn2"),
    ),
    h("form", { class: "form", onsubmit: (event) => { event.preventDefault(); set(); } }, minutes.row, submits(t("Set"))),
  );
}
