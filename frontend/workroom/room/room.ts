/**
 * The meeting room: topics, what was agreed last time and one's own note first, everything else under methods. Chairs
 * and a flipchart come before it; whoever leads needs no more than this one screen.
 */

import type { House, View } from "../../vault/app/house";
import { readersOf } from "../../vault/app/circle";
import { button, card, h, onceAtATime, show, trouble } from "../../vault/app/dom";
import { emergencyNotice } from "../../vault/app/emergency";
import { wordsFor } from "../../vault/app/faults";
import { qr } from "../../vault/app/qr";
import { t, tn, when } from "../../vault/app/words";
import { codeOf } from "../../vault/worker/calls";
import { tools } from "../tools";
import type { ToolId } from "../tool";
import { redraw } from "./drawing";
import { ownNote } from "./own-note";
import { forgetReminders, ownReminders } from "./own-reminders";
import { phone } from "./phone";
import { leftOf, LENGTHS, lengthOf, PHASES, planOf } from "./plan";
import { elsewhere, place } from "./place";
import { PHOTOS, readers, subject, toolPage } from "./tool-page";
import { namesOfPhases } from "./words";
import type { Workshop } from "./workshop";

type At = Extract<View, { at: "workroom" }>;
const FIRST: readonly ToolId[] = ["topics", "actions"];
const TICK = 10_000; // ms between two looks at the clock
const LOOKS_EACH = 4000; // ms between two looks whether a meeting has begun
const GUEST_MINUTES = 240;

export async function room(house: House, view: At): Promise<void> {
  const shop = await place(house, view.space);
  if (view.tool) return toolPage(shop, view.tool, view.id ?? view.tool, view.give);
  if (shop.meeting.isRunning && !shop.space.steward) return asPhone(shop);
  await new Room(shop).begin();
}

async function asPhone(shop: Workshop): Promise<void> {
  const back = h("div", { class: "actions" }, button(t("To the notes"), () => void shop.house.go({ at: "notes" }), "btn2"));
  await phone(shop.house, shop.space, { guest: false, readers: readersOf(shop.space), back });
}

/** A button that keeps the focus when it is drawn anew. */
function named(id: string, made: HTMLButtonElement): HTMLButtonElement {
  made.id = id;
  return made;
}

class Room {
  private readonly head = h("div", { class: "stack" });
  private readonly main = h("div", { class: "colmain" });
  private readonly side = h("div", { class: "colside" });
  private readonly more = h("div", { class: "stack" });
  private tick = 0;
  private look = 0;

  constructor(private readonly shop: Workshop) {}

  async begin(): Promise<void> {
    const { shop } = this;
    const [topics, actions] = await Promise.all(FIRST.map((id) => shop.subjectOf(id)));
    const own = await ownNote(shop);
    shop.shown(() => this.draw(), () => this.stop());
    const parts = [topics, actions].map((kept) => kept && subject(shop, kept));
    show(
      shop.title,
      this.head,
      emergencyNotice(shop.space),
      h("div", { class: "grid" }, this.main, this.side),
      this.more,
      h("div", { class: "actions" }, button(t("To the notes"), () => void shop.house.go({ at: "notes" }), "btn2")),
    );
    this.main.replaceChildren(...[parts[0], own].filter((one) => one !== null && one !== undefined));
    this.side.replaceChildren(...[h("div", { id: "guests", class: "stack" }), parts[1]].filter((one) => one !== null && one !== undefined));
    this.draw();
    this.tick = window.setInterval(() => this.clock(), TICK);
    if (!shop.space.steward) this.look = window.setInterval(() => void this.hasBegun(), LOOKS_EACH);
  }

  /** A member's page takes part when a meeting has begun. */
  private async hasBegun(): Promise<void> {
    if (document.visibilityState !== "visible") return;
    await this.shop.meeting.look().catch(() => undefined); // without a connection: later
    if (!this.shop.meeting.isRunning) return;
    this.stop();
    await asPhone(this.shop);
  }

  private stop(): void {
    clearInterval(this.tick);
    clearInterval(this.look);
    forgetReminders();
  }

  private draw(): void {
    const { shop } = this;
    redraw(this.head, [elsewhere(shop), ...(shop.meeting.isRunning || shop.ending ? this.running() : [this.starting()]), readers(shop.space)].filter((one) => one !== null));
    document.body.classList.toggle("projected", shop.projected && shop.meeting.leads);
    const guests = this.side.querySelector<HTMLElement>("#guests");
    if (guests) redraw(guests, shop.meeting.leads ? [this.square()] : []);
    redraw(this.more, [this.methods(), ownReminders(shop, () => this.draw())]);
    shop.drawLed();
  }

  /** Before a meeting: which one it is, and how long. */
  private starting(): HTMLElement {
    const { shop } = this;
    const next = shop.nextMeeting;
    if (!shop.space.steward) return card(next ? t("Meeting %(n)s: %(when)s", { n: next.number, when: when(next.starts) }) : t("Between meetings"), h("p", { class: "hint" }, t("When the supervisor begins a meeting, this page takes part in it by itself.")));
    const begin = onceAtATime(async (minutes: number): Promise<void> => {
      await this.tried(() => shop.begin(minutes));
    });
    return card(
      next ? t("Meeting %(n)s: %(when)s", { n: next.number, when: when(next.starts) }) : t("A meeting"),
      h("p", { class: "hint" }, t("Chairs and paper come first. This screen is enough for everybody; phones can join if you like.")),
      h("div", { class: "actions" }, ...(next ? [button(t("Begin the meeting (%(n)s min)", { n: lengthOf(next.minutes) }), () => void begin(next.minutes), "btn")] : LENGTHS.map((minutes) => button(t("Begin, %(n)s min", { n: minutes }), () => void begin(minutes), "btn2")))),
      next && h("details", { class: "more", id: "other-length" }, h("summary", {}, t("Another length")), h("div", { class: "actions" }, ...LENGTHS.map((minutes) => button(t("Begin, %(n)s min", { n: minutes }), () => void begin(minutes), "btn2")))),
    );
  }

  private running(): HTMLElement[] {
    const { meeting } = this.shop;
    const { live } = meeting;
    if (!live) return [];
    const names = namesOfPhases();
    const phases = h(
      "ol",
      { class: "phases", "aria-label": t("The plan of the meeting") },
      ...planOf(live.minutes).map(({ phase, minutes }) => {
        const now = phase === live.phase;
        const words = h("span", { class: "phase-name" }, names[phase]);
        const about = h("span", { class: "kind" }, now ? t("%(n)s min · now", { n: minutes }) : t("%(n)s min", { n: minutes }));
        const act = h("button", { type: "button", id: `phase-${phase}`, class: "phase", "aria-current": now ? "step" : null, disabled: !meeting.leads }, words, about);
        act.addEventListener("click", () => meeting.phase(phase));
        return h("li", { class: phase === "work" ? "phase-long" : "" }, act);
      }),
    );
    const [, next] = [0, PHASES[PHASES.indexOf(live.phase) + 1]];
    const acts = meeting.leads || this.shop.ending
      ? h(
          "div",
          { class: "actions" },
          next && named("phase-next", button(t("Next: %(name)s", { name: names[next] }), () => meeting.phase(next), "btn2")),
          this.toggle("projected", t("Projected view"), this.shop.projected, () => (this.shop.projected = !this.shop.projected)),
          this.toggle("silent", t("Silence what is announced"), this.shop.announcer.silent, () => this.shop.announcer.hush(!this.shop.announcer.silent)),
          this.endButton(),
        )
      : h("p", { class: "notice" }, meeting.overtaken ? t("Another screen leads the meeting now.") : t("A meeting is under way."), " ", this.shop.mayWrite && button(t("Lead it here"), () => void this.tried(() => meeting.takeOver()), "btn"));
    return [h("div", { class: "clock", id: "clock" }, ...this.time()), phases, meeting.trouble ? h("p", { class: "notice", id: "meeting-trouble" }, wordsFor(meeting.trouble)) : h("span", {}), acts];
  }

  private toggle(id: string, words: string, pressed: boolean, act: () => void): HTMLElement {
    const found = button(words, () => {
      act();
      this.draw();
    });
    found.id = `toggle-${id}`;
    found.setAttribute("aria-pressed", String(pressed));
    return found;
  }

  private time(): HTMLElement[] {
    const { live } = this.shop.meeting;
    if (!live) return [];
    const now = new Date();
    const left = leftOf(planOf(live.minutes), live.phase, (now.getTime() - Date.parse(live.began)) / 60_000);
    const name = namesOfPhases()[live.phase];
    const words = left > 0 ? tn("%(name)s: about a minute left", "%(name)s: about %(n)s min left", left).replace("%(name)s", name) : t("%(name)s: the time is full, go on in peace", { name });
    return [h("span", { class: "clock-now" }, `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`), h("span", { class: "kind" }, words, h("br"), t("the clock cuts nothing off"))];
  }

  private clock(): void {
    document.querySelector("#clock")?.replaceChildren(...this.time());
  }

  /** The square that lets phones in, once whoever leads wants them. */
  private square(): HTMLElement {
    const { shop } = this;
    if (!shop.link) {
      return card(
        t("Phones, if you like"),
        h("p", { class: "hint" }, t("Nobody needs one. Whoever points a phone at the square writes and votes as a guest of this meeting.")),
        button(t("Show the square"), () => void this.tried(() => shop.letIn(GUEST_MINUTES)), "btn2"),
      );
    }
    const address = `${location.origin}${location.pathname}#guest=${shop.link}`;
    const shown = !shop.squareHidden;
    return card(
      t("Join by phone"),
      shown && qr(address, t("A square code that opens this meeting on a phone")),
      shown && h("p", { class: "hint" }, t("Point the camera at it. No account is needed, and nothing stays on the phone. It works for this meeting only.")),
      shown && h("details", { class: "more", id: "guest-address" }, h("summary", {}, t("As an address")), h("p", { class: "code small", id: "guest-link", translate: "no" }, address)),
      this.toggle("square", shown ? t("Hide the square") : t("Show the square"), !shown, () => (shop.squareHidden = !shop.squareHidden)),
    );
  }

  private methods(): HTMLElement {
    const { shop } = this;
    const known = Object.values(tools).filter((tool) => tool !== undefined && !FIRST.includes(tool.id));
    return h(
      "section",
      { class: "card" },
      h(
        "div",
        { class: "cardbody" },
        h("div", { class: "cardhead" }, h("h2", {}, t("Methods")), button(t("Picture of the flipchart"), () => void shop.go("topics", "topics", PHOTOS), "act")),
        h(
          "ul",
          { class: "methods" },
          ...known.map((tool) => {
            const count = shop.works.subjects(tool.id).length;
            return h("li", {}, button(tool.name(), () => void shop.go(tool.id), "act"), h("span", { class: "kind" }, tool.about(), count > 0 && !tool.one ? ` · ${count}` : ""));
          }),
        ),
      ),
    );
  }

  private endButton(): HTMLElement {
    const found = button(this.shop.ending ? t("The meeting is being ended …") : t("End the meeting"), () => {
      if (this.shop.ending) return;
      const done = this.tried(() => this.shop.end());
      this.draw();
      void done;
    }, "btn2");
    found.id = "end-meeting";
    found.setAttribute("aria-disabled", String(this.shop.ending));
    return found;
  }

  private async tried(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.draw();
    } catch (fault) {
      trouble(wordsFor(codeOf(fault)));
    }
  }
}
