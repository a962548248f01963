/**
 * A phone in the meeting: what it is asked, and what it has said. Nothing of it stays on the phone; hidden words stay
 * in this page alone until they are shown.
 */

import type { House } from "../../vault/app/house";
import { button, field, h, onceAtATime, show } from "../../vault/app/dom";
import { emergencyNotice } from "../../vault/app/emergency";
import { wordsFor } from "../../vault/app/faults";
import { t, tn } from "../../vault/app/words";
import { codeOf } from "../../vault/worker/calls";
import type { SpaceShown } from "../../vault/worker/rooms/circles";
import { type Alone, answering, forgetAnswers } from "../alone";
import type { Ask, Said } from "../ask";
import { sheetNodes } from "../printing/nodes";
import type { Sheet } from "../sheet";
import { Announcer } from "./announcer";
import { redraw } from "./drawing";
import { askOf } from "./live";
import { type Mine, Speaking } from "./speaking";
import { radio } from "./radio";
import { namesOfPhases } from "./words";

const LOOKS_EACH = 1500; // ms, and up to a third more, so that forty phones do not ask at once

/** Show the meeting on this phone until it ends. `readers` says who reads along. */
export async function phone(house: House, space: SpaceShown, options: { guest: boolean; readers: string; back: HTMLElement | null }): Promise<void> {
  const view = new Phone(house, space, options);
  await view.begin();
}

class Phone {
  private timer = 0;
  private over = false;
  private fault = "";
  private readonly place = h("div", { class: "stack" });
  private readonly state = h("p", { class: "hint", id: "phone-state" });
  private readonly name = field(t("Your first name or a sign"), { id: "guest-name", hint: t("The others see it beside your text.") });
  private readonly speaking: Speaking;
  private readonly announcer = new Announcer((words) => (this.state.textContent = words));
  private readonly typed = new Map<string, Partial<Said>>();
  private drawnFrom = "";
  private readonly blocked = new Set<string>();

  constructor(
    private readonly house: House,
    private readonly space: SpaceShown,
    private readonly options: { guest: boolean; readers: string; back: HTMLElement | null },
  ) {
    this.speaking = new Speaking(house.client, space.id, (code) => this.told(code));
    this.state.setAttribute("role", "status");
  }

  async begin(): Promise<void> {
    this.house.beforeLeaving(() => this.speaking.flush(), () => this.stop());
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    await this.speaking.turn();
    if (this.speaking.over) return this.ended();
    show(
      this.speaking.live?.title ?? t("This meeting"),
      h("p", { class: "readers" }, this.options.readers, ". ", t("The commissioner and the administrator cannot.")),
      emergencyNotice(this.space),
      this.place,
      this.options.guest && h("section", { class: "card" }, h("div", { class: "cardbody" }, this.name.row)),
      this.state,
      this.silence(),
      this.options.guest && h("p", { class: "hint" }, t("When the meeting ends, this page closes and nothing of it stays on your phone. The group keeps what you have sent.")),
      this.options.back,
    );
    this.draw();
    this.again();
  }

  private silence(): HTMLElement {
    const found = button(t("Silence what is announced"), () => {
      this.announcer.hush(!this.announcer.silent);
      found.setAttribute("aria-pressed", String(this.announcer.silent));
    }, "act");
    found.setAttribute("aria-pressed", "false");
    return found;
  }

  private readonly wake = (): void => {
    if (document.visibilityState === "visible") void this.turn();
  };

  private stop(): void {
    this.over = true;
    forgetAnswers();
    clearTimeout(this.timer);
    this.announcer.stop();
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
  }

  private again(): void {
    clearTimeout(this.timer);
    if (!this.over) this.timer = window.setTimeout(() => void this.turn(), LOOKS_EACH * (1 + Math.random() / 3));
  }

  private readonly turn = onceAtATime(async (): Promise<void> => {
    if (document.visibilityState === "visible") {
      const changed = await this.speaking.turn();
      if (this.speaking.over) return this.ended();
      if (changed) this.draw();
      if (!this.options.guest && this.speaking.mine.some(({ shown }) => !shown)) this.house.watch(); // locked, it would lose what waits hidden
    }
    this.again();
  });

  private say(ask: Ask, words: Partial<Said>): void {
    this.speaking.say(ask, this.name.input.value.trim(), words);
    this.typed.delete(ask.id);
    this.announcer.tell(t("Sending …"));
    void this.speaking.flush().then(() => {
      if (this.speaking.over) return this.ended();
      if (this.speaking.mine.every((one) => this.speaking.reached(one) !== "waiting")) this.announcer.tell(t("Thank you. Your answer has arrived."));
      this.draw();
    });
    this.draw();
  }

  private told(code: string | null): void {
    if (code === null) {
      if (this.fault) this.announcer.tell(t("The connection is back."));
      this.fault = "";
      return;
    }
    if (this.fault !== code) this.state.textContent = code === "offline" ? t("It has not left yet. Your text is kept, and we try again.") : wordsFor(code);
    this.fault = code;
  }

  private ended(): void {
    if (this.over) return;
    this.stop();
    this.house.beforeLeaving(() => Promise.resolve());
    const unsent = [...this.typed.values()].flatMap(({ text }) => text?.trim() || []);
    const lost = [...this.speaking.left.flatMap(({ said }) => said.text ?? []), ...unsent];
    show(
      t("The meeting has ended"),
      h("p", {}, t("Thank you. Nothing of it stays on this phone.")),
      lost.length > 0 && h("p", { class: "notice" }, t("This did not leave before the end. Copy it if you need it: %(words)s", { words: lost.join(" · ") })),
      this.options.back,
    );
  }

  private draw(): void {
    const { live } = this.speaking;
    if (!live || this.over) return;
    const cards = live.asked.map((one) => this.card(askOf(one)));
    const phase = h("p", { class: "kind", id: "phone-phase" }, namesOfPhases()[live.phase]);
    redraw(this.place, [phase, ...(cards.length > 0 ? cards : [h("section", { class: "card" }, h("div", { class: "cardbody" }, h("p", { class: "empty" }, t("Nothing is asked of you just now. Look up: the talk is in the room."))))])]);
    const asked = live.asked.map(({ ask }) => (ask as unknown as Ask).id).join();
    if (this.drawnFrom && asked !== this.drawnFrom) this.announcer.tell(t("The page has changed."));
    this.drawnFrom = asked || " ";
  }

  private card(ask: Ask): HTMLElement {
    return h(
      "section",
      { class: "card", "data-ask": ask.form },
      h(
        "div",
        { class: "cardbody" },
        h("h2", {}, ask.title),
        ask.hint && h("p", { class: "hint" }, ask.hint),
        ...(ask.lines ?? []).map((line) => h("p", {}, line)),
        ask.form === "words" ? this.writing(ask) : ask.form === "pick" ? this.picking(ask) : ask.form === "level" ? this.choosing(ask) : ask.form === "out" ? this.deciding(ask) : ask.form === "pulse" || ask.form === "levels" ? this.alone(ask) : null,
        this.sofar(ask),
      ),
    );
  }

  /** What was sent to this question from here, and how far it came. */
  private sofar(ask: Ask): HTMLElement | null {
    const mine = this.speaking.mine.filter(({ said }) => said.ask === ask.id);
    if (mine.length === 0) return null;
    const words = { waiting: t("on its way"), sent: t("sent"), shown: t("on the screen") };
    const line = (one: Mine): HTMLElement => {
      const { said, shown } = one;
      const reached = this.speaking.reached(one);
      const where = ask.form === "words" && ask.hidden && !shown && reached !== "waiting" ? t("hidden until all are shown") : words[reached];
      return h("li", { class: "row" }, h("span", {}, said.text ?? t("Your choice")), h("span", { class: "kind", "data-reached": reached }, where));
    };
    return h("ul", { class: "rows", "aria-label": t("What you have sent") }, ...(ask.form === "words" ? mine : mine.slice(-1)).map(line));
  }

  private writing(ask: Extract<Ask, { form: "words" }>): HTMLElement {
    const kept = this.typed.get(ask.id) ?? {};
    this.typed.set(ask.id, kept);
    const words = field(t("In your own words"), { id: `words-${ask.id}`, long: ask.rows > 1, hint: t("No names, no cases that can be recognised.") });
    if (ask.rows > 1) words.input.setAttribute("rows", String(ask.rows));
    words.input.value = kept.text ?? "";
    words.input.setAttribute("maxlength", "2000");
    words.input.addEventListener("input", () => (kept.text = words.input.value));
    const send = (): void => {
      const text = words.input.value.trim();
      if (!text) return words.fault(t("Write something first."));
      words.input.value = ""; // or drawing anew would keep it for whoever presses Enter, and it would be sent twice
      this.say(ask, { text, ...(kept.tags && { tags: kept.tags }) });
    };
    if (ask.rows === 1) words.input.addEventListener("keydown", (event) => (event as KeyboardEvent).key === "Enter" && send());
    const tags = ask.tags.map((group) =>
      h(
        "fieldset",
        { class: "field" },
        h("legend", { class: "label" }, group.words),
        h("div", { class: "segments" }, ...group.choices.map((choice) => radio(`${ask.id}-${group.id}`, choice.id, choice.words, kept.tags?.[group.id] === choice.id, () => (kept.tags = { ...kept.tags, [group.id]: choice.id }), "segment"))),
      ),
    );
    return h("div", { class: "stack" }, words.row, ...tags, ask.hidden && h("p", { class: "hint" }, t("Hidden: nobody sees it before the leader shows everybody's at the same time. Keep this page open until then.")), this.sending(ask, send));
  }

  /** Named, so that the focus stays on it when the page is drawn anew. */
  private sending(ask: Ask, send: () => void): HTMLElement {
    const found = button(t("Send"), send, "btn");
    found.id = `send-${ask.id}`;
    return found;
  }

  private picking(ask: Extract<Ask, { form: "pick" }>): HTMLElement {
    const last = this.speaking.mine.filter(({ said }) => said.ask === ask.id).at(-1)?.said.picks ?? [];
    const left = ask.most - last.length;
    const rows = ask.choices.map((choice) => {
      const given = last.includes(choice.id);
      const box = h("input", { type: "checkbox", id: `pick-${ask.id}-${choice.id}`, checked: given, disabled: !given && left <= 0 });
      box.addEventListener("change", () => this.say(ask, { picks: given ? last.filter((one) => one !== choice.id) : [...last, choice.id] }));
      return h("label", { class: "pick" }, box, h("span", {}, choice.words, choice.note && h("span", { class: "kind" }, ` · ${choice.note}`)), !ask.ticks && h("span", { class: "kind" }, given ? t("vote given") : t("give a vote")));
    });
    const said = left > 0 ? tn("You have one vote left.", "You have %(n)s votes left.", left) : t("All votes are given. Take one away if you want to change.");
    return h("div", { class: "stack" }, !ask.ticks && h("p", { class: "hint" }, said), h("fieldset", { class: "field" }, h("legend", { class: "vh" }, ask.title), ...rows));
  }

  /** Answered at the server itself, and never said to the room. */
  private alone(ask: Alone): HTMLElement {
    return answering(ask, this.house.client, { handsOn: false, draw: () => this.draw(), tell: (words) => this.announcer.tell(words) });
  }

  /** May this leave the room? It is read here; a guest may say no, which is kept without any person. */
  private deciding({ words }: Extract<Ask, { form: "out" }>): HTMLElement {
    const { client, go } = this.house;
    const paper = h("div", { class: "out-sheet" }, ...sheetNodes(words.sheet as unknown as Sheet, 3));
    if (!this.options.guest) return h("div", { class: "stack" }, paper, button(t("Answer alone"), () => void go({ at: "workroom", space: this.space.id, tool: "releases" }), "btn"));
    if (this.blocked.has(words.id)) return h("div", { class: "stack" }, paper, h("p", { class: "hint" }, t("Your no is kept, without your name. Nobody sees it, nor when it was said.")));
    const block = async (): Promise<void> => {
      try {
        await client.out.block(words);
        this.blocked.add(words.id);
        this.draw();
      } catch (fault) {
        this.told(codeOf(fault));
      }
    };
    return h("div", { class: "stack" }, paper, h("p", { class: "hint" }, t("If you do not want this given, say so here. One no is enough; it cannot be taken back, and nobody sees whose it is. If it may be given, you need do nothing.")), button(t("I do not want it given"), () => void block()));
  }

  private choosing(ask: Extract<Ask, { form: "level" }>): HTMLElement {
    const last = this.speaking.mine.filter(({ said }) => said.ask === ask.id).at(-1)?.said.picks ?? [];
    const kept = this.typed.get(ask.id) ?? { picks: last };
    this.typed.set(ask.id, kept);
    const rows = ask.choices.map((choice) => radio(`level-${ask.id}`, choice.id, choice.note ? `${choice.words} · ${choice.note}` : choice.words, kept.picks?.[0] === choice.id, () => (kept.picks = [choice.id])));
    const send = (): void => {
      if (kept.picks?.[0]) this.say(ask, { picks: kept.picks });
    };
    return h("div", { class: "stack" }, h("fieldset", { class: "field" }, h("legend", { class: "vh" }, ask.title), ...rows), this.sending(ask, send));
  }
}
