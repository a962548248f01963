/** The first visit: ways of opening are made, and shown to be at hand. Whoever writes of themselves alone begins at once. */

import { codeOf } from "../../worker/calls";
import type { PasskeyMade } from "../../worker/opening";
import type { Standing } from "../../worker/rooms/keys";
import { button, card, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { carriedInvite, invited } from "../invite-link";
import { type OwnChoice, ownChoice } from "../own-choice";
import { canPasskey, makePasskey } from "../passkey";
import { t } from "../words";
import { showCodes } from "./codes";
import { ownPhone } from "./own-phone";

const NO_PASSKEY_HERE = ["passkey-no-prf", "passkey-not-here"];

export function welcome(house: House, standing: Standing, code = ""): void {
  const own = ownChoice();
  const problem = h("p", { class: "error", role: "alert", hidden: !code }, code && wordsFor(code));
  const passkey = canPasskey() && !NO_PASSKEY_HERE.includes(code);
  show(
    t("Locked notes"),
    invited(),
    card(
      t("What you write here only you can open"),
      h("p", {}, t("Your browser locks each note before it is sent. The server, its keeper and whoever pays for the supervision cannot open it.")),
      standing.supervises ? twoWays() : oneWay(),
      problem,
      own.row,
      h(
        "div",
        { class: "actions" },
        passkey && button(standing.supervises ? t("Make a passkey") : t("Begin with a passkey"), () => void withPasskey(house, standing, own), "btn"),
        button(
          standing.supervises ? t("Make my words and my code") : t("Begin with six words"),
          () => void withWords(house, standing, own),
          passkey ? "btn2" : "btn",
        ),
      ),
      passkey && h("p", { class: "small" }, t("A passkey opens with your finger, your face or the device's own code.")),
    ),
    ownPhone(),
  );
}

const twoWays = (): HTMLElement =>
  h("p", {}, t("You make two ways to open them: one for every day, and a recovery code on paper. Without either nobody can open your notes, we neither. Forgetting your sign-in does not touch them."));

const oneWay = (): HTMLElement =>
  h("p", {}, t("One way to open them is enough to begin. Until you have a recovery code on paper too, whoever loses that one way loses what is written: nobody else can open it, we neither."));

async function withPasskey(house: House, standing: Standing, own: OwnChoice): Promise<void> {
  const remember = await own.settle();
  try {
    const codes = await house.client.keys.offer(standing.supervises ? ["recovery"] : [], await house.wordList());
    const made = await newPasskey(house, standing);
    if (!standing.supervises) return await begun(house, await house.client.keys.setUp({}, made, remember));
    await showCodes(house, {
      codes,
      name: standing.person.name,
      press: t("Open my notes"),
      keep: async (typed) => {
        // what the passkey gave is spent by a try that fails: a copy goes each time
        const given = { ...made, prf: made.prf.slice(0) };
        await house.opened(await house.client.keys.setUp(typed, given, remember));
        new Uint8Array(made.prf).fill(0);
      },
    });
  } catch (fault) {
    welcome(house, standing, codeOf(fault));
  }
}

export async function newPasskey(house: House, { person, ways }: Standing): Promise<PasskeyMade> {
  const known = ways.map(({ credential }) => credential).filter(Boolean);
  const label = t("%(name)s, locked notes", { name: person.name });
  return makePasskey(await house.client.keys.newQuestion(), person, label, known);
}

async function withWords(house: House, standing: Standing, own: OwnChoice): Promise<void> {
  const remember = await own.settle();
  const { supervises, person } = standing;
  try {
    const codes = await house.client.keys.offer(supervises ? ["passphrase", "recovery"] : ["passphrase"], await house.wordList());
    const later = async (): Promise<void> => begun(house, await house.client.keys.setUp({}, null, remember));
    await showCodes(house, {
      codes,
      name: person.name,
      press: t("Open my notes"),
      keep: async (typed) => {
        const open = await house.client.keys.setUp(typed, null, remember);
        await (supervises ? house.opened(open) : begun(house, open));
      },
      ...(supervises ? {} : { later: { words: t("Write first, show the words later"), act: () => void later() } }),
    });
  } catch (fault) {
    welcome(house, standing, codeOf(fault));
  }
}

/** Open, and straight to the first entry; or to the invitation that one came by. */
async function begun(house: House, standing: Standing): Promise<void> {
  if (carriedInvite()) return house.opened(standing);
  const space = await house.client.circles.found("journal", null);
  await house.opened(standing);
  await house.go({ at: "write", space, id: null });
}
