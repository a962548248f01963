/** A new device that another one opens: what each of the two shows. */

import { codeOf } from "../../worker/calls";
import { button, card, field, h, onceAtATime, show, tell } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { t, when } from "../words";

const EACH = 3_000;
const PATIENCE = 15 * 60_000;

/** On the new device: show the signs, and wait until the other one has opened this. `back` shows the ways again. */
export async function waiting(house: House, remember: boolean, back: (fault?: string) => void): Promise<void> {
  const { approvals, keys } = house.client;
  const signs = await approvals.ask();
  const code = h("p", { class: "code", id: "approval-code", translate: "no" }, signs);
  const until = Date.now() + PATIENCE;
  show(
    t("Open with another device of yours"),
    card(
      t("Type these signs on the other device"),
      code,
      h("p", {}, t("Open your notes on a device where they open already, and go to the ways to open there. It tells that this device waits. Type the signs from this screen.")),
      h("p", { class: "small" }, t("This page opens by itself then. It waits for 15 minutes.")),
    ),
    h("div", { class: "actions" }, button(t("Choose another way"), () => { void approvals.stop(); back(); }, "btn2")),
  );
  const look = async (): Promise<void> => {
    if (!code.isConnected) return;
    try {
      if (await approvals.look(remember)) return await house.opened(await keys.standing());
    } catch (fault) {
      if (codeOf(fault) !== "offline") return back(wordsFor(codeOf(fault)));
    }
    if (Date.now() > until) back(wordsFor("not-there"));
    else setTimeout(() => void look(), EACH);
  };
  setTimeout(() => void look(), EACH);
}

/** On the other device: each new one that waits, with a field for its signs. `shown` asks for a way first. */
export async function newDevices(house: House, shown: (act: () => Promise<void>) => Promise<void>, again: () => Promise<void>): Promise<HTMLElement[]> {
  return (await waitingNow(house)).map(({ id, asked }) => {
    const signs = field(t("The eight signs that the new device shows"), { id: `signs-${id}`, secret: true });
    const approve = onceAtATime(async (): Promise<void> => {
      signs.fault("");
      try {
        await house.client.ways.compare(id, signs.input.value);
      } catch (fault) {
        return signs.fault(wordsFor(codeOf(fault)));
      }
      await shown(async () => {
        try {
          await house.client.ways.approve();
        } catch (fault) {
          if (!signs.row.isConnected) throw fault; // said where a way was asked for
          return signs.fault(wordsFor(codeOf(fault)));
        }
        await again();
        tell(t("The new device opens now."));
      });
    });
    return h(
      "form",
      { class: "card", onsubmit: (event) => { event.preventDefault(); void approve(); } },
      h(
        "div",
        { class: "cardbody" },
        h("h2", {}, t("A new device asks to be opened")),
        h("p", {}, t("Asked %(when)s. Open it only if you have it in front of you and asked for this yourself: it can then read all that you can.", { when: when(asked) })),
        signs.row,
        h("button", { type: "submit", class: "btn" }, t("Open the new device")),
      ),
    );
  });
}

/** What the notes say while a new device waits. */
export async function newDeviceNotice(house: House): Promise<HTMLElement | null> {
  if ((await waitingNow(house)).length === 0) return null;
  return h("div", { class: "notice", id: "device-waits" }, h("p", {}, t("A new device asks to be opened")), button(t("Ways to open"), () => void house.go({ at: "ways" }), "btn2"));
}

const waitingNow = (house: House): Promise<{ id: string; asked: string }[]> => house.client.approvals.waiting().catch(() => []);
