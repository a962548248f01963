/**
 * A quiet clock for turns, for those who ask for it. It makes no sound and stops nobody; whose turn it is it does not
 * know, and nothing of it is kept.
 */

import { button, h } from "../../vault/app/dom";
import { t, tn } from "../../vault/app/words";
import { isOpen, typed } from "../typed";

const [PART, MINUTES] = ["topics-turn", "topics-turn-minutes"] as const;
const STEP = 5_000; // ms between two looks at the clock

let ends: number | null = null;

/** How much is left, in words, at this moment. Past the end there is no hurry. */
export function leftInWords(until: number, now: number): string {
  const minutes = Math.ceil((until - now) / 60_000);
  if (minutes <= 0) return t("The time is full, go on in peace");
  if (until - now <= 30_000) return t("about half a minute left");
  return tn("about a minute left", "about %(n)s minutes left", minutes);
}

/** `spell`: minutes that a turn might take. */
export function turnClock(spell: number, draw: () => void): HTMLElement {
  const minutes = h("input", { type: "number", id: MINUTES, class: "input", min: "1", max: "60", step: "1", inputmode: "numeric", autocomplete: "off", value: typed(MINUTES) ?? String(spell) });
  const left = h("p", { class: "small turnleft" });
  const look = (): void => void (left.textContent = ends === null ? t("The clock is not on.") : leftInWords(ends, Date.now()));
  const start = (): void => {
    const chosen = Math.min(60, Math.max(1, Math.round(minutes.valueAsNumber) || spell));
    ends = Date.now() + chosen * 60_000;
    draw();
  };
  const ticking = setInterval(() => (left.isConnected ? look() : clearInterval(ticking)), STEP);
  look();
  return h(
    "details",
    { id: PART, open: isOpen(PART) },
    h("summary", {}, t("A clock for turns")),
    h("div", { class: "turn" },
      h("div", { class: "field short" }, h("label", { class: "label", for: MINUTES }, t("Minutes for a turn")), minutes),
      named("topics-turn-next", button(ends === null ? t("Begin a turn") : t("Next turn"), start, "btn2")),
      ends !== null && named("topics-turn-off", button(t("Stop the clock"), () => { ends = null; draw(); }, "act")),
      left),
  );
}

function named<Made extends HTMLElement>(id: string, made: Made): Made {
  made.id = id;
  return made;
}
