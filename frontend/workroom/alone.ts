/**
 * What somebody answers alone: on their own phone, or on the one device that goes from hand to hand. It goes to the
 * server under a word that works once, with no sign-in and no name, and nothing of it is kept here or said to the room.
 */

import { button, h } from "../vault/app/dom";
import { wordsFor } from "../vault/app/faults";
import { t } from "../vault/app/words";
import { type Client, codeOf } from "../vault/worker/calls";
import type { Ask } from "./ask";
import { clear, isTicked, typed, untick } from "./typed";

export type Alone = Extract<Ask, { form: "pulse" | "levels" }>;
type PulseAsk = Extract<Ask, { form: "pulse" }>;
type LevelsAsk = Extract<Ask, { form: "levels" }>;

/** In words what was answered, by the question; on one's own screen, for as long as it is open. */
const answered = new Map<string, string>();
const problems = new Map<string, string>();
const sending = new Set<string>();

export interface Around {
  /** The device goes to the next one: nothing of the answer is shown again. */
  handsOn: boolean;
  draw: () => void;
  tell: (words: string) => void;
}

export function forgetAnswers(): void {
  answered.clear();
  problems.clear();
}

export function answering(ask: Alone, client: Pick<Client, "pulse" | "levels">, around: Around): HTMLElement {
  const words = answered.get(ask.id);
  if (words !== undefined) return thanks(ask, words, around);
  const problem = problems.get(ask.id);
  const ids = ask.form === "pulse" ? pulseIds(ask) : levelIds(ask);
  const send = async (): Promise<void> => {
    const said = ask.form === "pulse" ? pulseSaid(ask) : levelsSaid(ask);
    if (said.missing) return wrong(ask, t("Something is not answered yet."), said.missing, around);
    if (sending.has(ask.id)) return;
    sending.add(ask.id);
    try {
      await said.send(client);
      problems.delete(ask.id);
      clear(...ids.typed);
      untick(...ids.ticked);
      answered.set(ask.id, said.words);
      around.tell(t("Thank you. Your answer has arrived."));
      around.draw();
    } catch (fault) {
      wrong(ask, faultOf(codeOf(fault)), "", around);
    } finally {
      sending.delete(ask.id);
    }
  };
  return h(
    "form",
    { class: "alone", novalidate: true, onsubmit: (event) => { event.preventDefault(); void send(); } },
    ...(ask.form === "pulse" ? pulseFields(ask) : levelFields(ask)),
    h("p", { class: "hint" }, t("You answer alone and without a name. Nobody sees a single answer, the supervisor no more than the others.")),
    problem && h("p", { class: "error", role: "alert" }, problem),
    h("button", { type: "submit", class: "btn", id: `alone-${ask.id}` }, t("Send")),
  );
}

function thanks(ask: Alone, words: string, { handsOn, draw }: Around): HTMLElement {
  const next = (): void => {
    answered.delete(ask.id);
    draw();
  };
  return h(
    "div",
    { class: "alone", "data-answered": "" },
    h("p", { class: "strong" }, t("Thank you. Your answer has arrived.")),
    handsOn ? h("p", {}, t("Give the device to the next one.")) : h("p", { class: "hint" }, t("You answered: %(words)s. Only you see this, for as long as this page is open.", { words })),
    handsOn && button(t("The next one answers"), next, "btn2"),
  );
}

function wrong(ask: Alone, words: string, at: string, { draw }: Around): void {
  problems.set(ask.id, words);
  draw();
  document.getElementById(at)?.focus();
}

function faultOf(code: string): string {
  if (code === "token-spent") return t("This is closed, or as many as there are people have answered already.");
  return code === "offline" ? t("There is no connection. Your answer is still here: send it again when the connection is back.") : wordsFor(code);
}

interface Said {
  /** Where an answer is missing; empty when none is. */
  missing: string;
  words: string;
  send: (client: Pick<Client, "pulse" | "levels">) => Promise<void>;
}

// from 0 to 100

const numberId = (ask: PulseAsk, at: number): string => `pulse-${ask.id}-${at}`;
const pulseIds = (ask: PulseAsk): { typed: string[]; ticked: string[] } => ({ typed: ask.statements.map((_statement, at) => numberId(ask, at)), ticked: [] });

function pulseFields(ask: PulseAsk): HTMLElement[] {
  return ask.statements.map((statement, at) => {
    const id = numberId(ask, at);
    const value = typed(id) ?? "";
    const number = h("input", { type: "number", class: "input", id, min: "0", max: "100", step: "1", inputmode: "numeric", value, "aria-describedby": `${id}-ends`, autocomplete: "off" });
    const slide = h("input", { type: "range", class: "slide", id: `${id}-slide`, min: "0", max: "100", step: "1", value: value || "50", "aria-label": t("%(words)s, as a slider", { words: statement }) });
    slide.addEventListener("input", () => (number.value = slide.value));
    number.addEventListener("input", () => (slide.value = number.value || "50"));
    return h(
      "div",
      { class: "field" },
      h("label", { class: "label", for: id }, statement),
      h("p", { class: "hint", id: `${id}-ends` }, t("0 not at all, 100 wholly")),
      h("div", { class: "slidewith" }, slide, number),
    );
  });
}

function pulseSaid(ask: PulseAsk): Said {
  const texts = pulseIds(ask).typed.map((id) => typed(id)?.trim() ?? "");
  const wrongAt = texts.findIndex((text) => !/^\d{1,3}$/.test(text) || Number(text) > 100);
  const [a = 0, b = 0, c = 0] = texts.map(Number);
  return { missing: wrongAt < 0 ? "" : numberId(ask, wrongAt), words: texts.join(", "), send: (client) => client.pulse.answer(ask.tokens, [a, b, c]) };
}

// a level of each goal

const CANNOT = "cannot";
const levelId = (ask: LevelsAsk, goal: string, choice: string): string => `level-${ask.id}-${goal}-${choice}`;
const turnsUpId = (ask: LevelsAsk): string => `turn-up-${ask.id}`;
const levelIds = (ask: LevelsAsk): { typed: string[]; ticked: string[] } => ({
  typed: [],
  ticked: [turnsUpId(ask), ...ask.goals.flatMap((goal) => [CANNOT, ...goal.choices.map(({ id }) => id)].map((choice) => levelId(ask, goal.id, choice)))],
});

function levelFields(ask: LevelsAsk): HTMLElement[] {
  const tick = (id: string, words: string, type: string, name: string): HTMLElement =>
    h("label", { class: type === "radio" ? "choice" : "check", for: id }, h("input", { type, id, name, checked: isTicked(id) }), h("span", {}, words));
  const goals = ask.goals.map((goal) => {
    const one = (choice: string, words: string): HTMLElement => tick(levelId(ask, goal.id, choice), words, "radio", `level-${ask.id}-${goal.id}`);
    return h("fieldset", { class: "field" }, h("legend", { class: "label" }, goal.words), ...goal.choices.map(({ id, words }) => one(id, words)), one(CANNOT, t("I cannot say")));
  });
  return [...goals, tick(turnsUpId(ask), t("I turn my answers up with the others even if there are only three of us."), "checkbox", "turn-up")];
}

function levelsSaid(ask: LevelsAsk): Said {
  const levels: Record<string, number | null> = {};
  const words: string[] = [];
  let missing = "";
  for (const goal of ask.goals) {
    const chosen = goal.choices.find(({ id }) => isTicked(levelId(ask, goal.id, id)));
    if (!chosen && !isTicked(levelId(ask, goal.id, CANNOT))) missing ||= levelId(ask, goal.id, goal.choices[0]?.id ?? CANNOT);
    levels[goal.id] = chosen?.level ?? null;
    words.push(chosen?.words ?? t("I cannot say"));
  }
  const turnsUp = isTicked(turnsUpId(ask));
  return { missing, words: words.join(" · "), send: (client) => client.levels.answer(ask.tokens, levels, turnsUp) };
}
