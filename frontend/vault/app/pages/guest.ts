/** The guest of one meeting: writes at once, and reads what is written in it. Nothing stays on the phone. */

import { isRecord } from "../../core/envelope";
import { liveId } from "../../../workroom/room/ids";
import { codeOf } from "../../worker/calls";
import type { Before } from "../../drafts/draft";
import { button, card, field, h, show } from "../dom";
import { emergencyNotice } from "../emergency";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { rendered } from "../markdown";
import { workroom } from "../workroom";
import { t } from "../words";

const PAUSE = 1000; // ms
const AGAIN = 10_000; // ms, without a connection

const hasEnded = (code: string): boolean => code === "not-in" || code === "not-there";

export async function guest(house: House, link: string): Promise<void> {
  let space: string;
  try {
    space = await house.client.guests.enter(link);
  } catch (fault) {
    const code = codeOf(fault);
    show(t("This meeting"), h("p", {}, hasEnded(code) ? t("This link has ended. Ask for a new square in the meeting.") : wordsFor(code)));
    return;
  }
  if (await isLed(house, space)) return (await workroom()).guest(house, space);
  const name = field(t("Your first name or a sign"), { id: "guest-name", hint: t("The others see it beside your text.") });
  const text = field(t("Write here"), { id: "guest-text", long: true });
  const state = h("p", { class: "hint", role: "status", id: "saved" }, t("Nothing to save yet"));
  const others = h("ul", { class: "rows", id: "meeting" });
  const sending = new Writing(house, space, () => ({ title: name.input.value.trim() || t("A guest"), text: text.input.value }), (words, fault = false) => {
    state.textContent = words;
    state.className = fault ? "error" : "hint";
  });
  for (const { input } of [name, text]) input.addEventListener("input", () => sending.soon());
  addEventListener("online", () => void sending.now());
  house.beforeLeaving(() => sending.now());
  const look = async (): Promise<void> => {
    const { listed } = await house.client.circles.open(space);
    const found = await Promise.all(listed.filter(({ id, kind }) => kind === "note" && id !== sending.id).map(async ({ id, title }) => {
      const { body } = await house.client.documents.read(space, id, "note");
      const said = (body as { text?: unknown } | null)?.text;
      return h("li", { class: "note" }, h("p", { class: "rowt" }, title || t("Without a title")), rendered(typeof said === "string" ? said : ""));
    }));
    others.replaceChildren(...(found.length > 0 ? found : [h("li", { class: "empty" }, t("Nothing here yet."))]));
  };
  show(
    t("This meeting"),
    h("p", { class: "hint" }, t("Those in this meeting's circle can read what you write. You see this meeting only, and your key ends with it.")),
    emergencyNotice(await house.client.circles.here(space)),
    h("div", { class: "card" }, h("div", { class: "cardbody" }, text.row, name.row, state)),
    card(t("Written in this meeting"), others, button(t("Look again"), () => void look(), "btn2")),
  );
  text.input.focus();
  await look();
}

/** Whether the meeting is led in the workroom: then phones are asked there. */
async function isLed(house: House, space: string): Promise<boolean> {
  const found = await house.client.live.read(space, liveId(space), 0).catch(() => null);
  return isRecord(found?.body) && found.body["ended"] === false;
}

class Writing {
  readonly id = crypto.randomUUID();
  private before: Before | null = null;
  private kept = "";
  private pause = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly house: House,
    private readonly space: string,
    private readonly written: () => { title: string; text: string },
    private readonly say: (words: string, fault?: boolean) => void,
  ) {}

  soon(): void {
    this.say(t("Not saved yet"));
    clearTimeout(this.pause);
    this.pause = window.setTimeout(() => void this.now(), PAUSE);
  }

  now(): Promise<void> {
    clearTimeout(this.pause);
    this.last = this.last.then(() => this.send());
    return this.last;
  }

  private async send(): Promise<void> {
    const { title, text } = this.written();
    if (!text.trim() || this.kept === title + text) return;
    try {
      this.before = await this.house.client.documents.save(this.space, this.id, "note", { v: 1, title, text }, this.before, title);
      this.kept = title + text;
      this.say(t("Saved, locked, on the server"));
    } catch (fault) {
      const code = codeOf(fault);
      this.say(hasEnded(code) ? t("This meeting has ended for guests. What you wrote after that is not saved: copy it from here if you need it.") : wordsFor(code), true);
      if (code === "offline") this.pause = window.setTimeout(() => void this.now(), AGAIN);
    }
  }
}
