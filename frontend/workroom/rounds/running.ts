/** A round under way: one step at a time, large, with who speaks and who is silent. The clock forces nothing. */

import { button, h } from "../../vault/app/dom";
import { t, tn } from "../../vault/app/words";
import type { Ask } from "../ask";
import { beginning, listed, within } from "../choosing";
import type { Desk } from "../tool";
import { here } from "./here";
import { holders, left, type Run, turned } from "./run";
import { type Role, rolesOf } from "./script";
import type { Rounds } from "./state";
import { minutes, partIn, roleName, rolesIn } from "./words";

const TICK = 1000; // ms between two looks at the clock
let ticking = 0;

export function running(desk: Desk<Rounds>, run: Run): Node[] {
  const step = run.script.steps[run.step];
  if (!step) return [];
  const following = run.script.steps[run.step + 1];
  const place = h("section", { class: "round", "aria-label": t("The round") });
  place.append(
    h("p", { class: "kind" }, `${run.script.title} · ${t("Step %(n)s of %(all)s", { n: run.step + 1, all: run.script.steps.length })}`),
    h("h3", { class: "round-step", id: "round-step" }, step.name),
    clock(desk, run),
    h("p", { class: "round-prompt" }, step.prompt),
    h("dl", { class: "round-parts" }, ...part(t("Speaks now"), step.speaks, run, "round-speaks"), ...part(t("In silence"), step.silent, run, "round-silent")),
    ...(step.speaks.length === 0 ? [h("p", { class: "round-quiet" }, t("A quiet step: nobody speaks."))] : []),
    h("p", { class: "kind" }, following ? t("Next: %(name)s", { name: `${following.name}, ${minutes(run.minutes[run.step + 1] ?? 0)}` }) : t("This is the last step.")),
    h("div", { class: "actions noprint" }, ...steering(desk, run)),
    h("p", { class: "hint noprint" }, t("The arrow keys go forward and back too. Nothing moves on by itself.")),
    h("div", { class: "actions noprint" }, ...switches(desk)),
    all(run),
  );
  place.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] as 1 | -1 | undefined;
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    turn(desk, run, by);
  });
  return [place];
}

/** A role's line: who, with their names where they are known. */
function part(words: string, roles: readonly Role[], run: Run, id: string): HTMLElement[] {
  if (roles.length === 0) return [];
  const all = rolesOf(run.script).every((role) => roles.includes(role));
  const named = (role: Role): string => {
    const names = holders(run.seats, role);
    return names.length > 0 ? `${within(roleName(role))} (${listed(names)})` : within(roleName(role));
  };
  const given = roles.filter((role) => holders(run.seats, role).length > 0 || (role !== "timekeeper" && role !== "observers")); // these two nobody need be
  const shown = all ? rolesIn(roles, run.script) : listed((given.length > 0 ? given : roles).map(named));
  return [h("dt", {}, words), h("dd", { id }, beginning(shown))];
}

function clock(desk: Desk<Rounds>, run: Run): HTMLElement {
  const place = h("p", { class: "round-clock num", id: "round-clock", hidden: !here.clock });
  const show = (): void => {
    const more = left(run, Date.now());
    const words = more > 0 ? tn("About one minute left", "About %(n)s minutes left", more) : t("The time is full, go on in peace");
    if (place.textContent === words) return;
    place.textContent = words;
    if (more > 0) return desk.inUse(); // a quiet step may last longer than an untouched screen stays open
    if (here.full === run.step) return;
    here.full = run.step;
    if (here.clock) aloud(desk, words);
  };
  show();
  clearInterval(ticking);
  ticking = window.setInterval(() => (place.isConnected ? show() : clearInterval(ticking)), TICK);
  return place;
}

const aloud = (desk: Desk<Rounds>, words: string): void => {
  if (!here.silent) desk.tell(words);
};

function turn(desk: Desk<Rounds>, run: Run, by: 1 | -1): void {
  const next = turned(run, by, Date.now());
  if (next === run) return;
  Object.assign(here, { run: next, full: -1 });
  if (desk.asking) desk.askPhones(true);
  desk.draw();
  const step = next.script.steps[next.step];
  if (step) aloud(desk, `${t("Step %(n)s of %(all)s", { n: next.step + 1, all: next.script.steps.length })}: ${step.name}. ${t("Speaks now")}: ${rolesIn(step.speaks, next.script)}.`);
}

function steering(desk: Desk<Rounds>, run: Run): HTMLElement[] {
  const last = run.step === run.script.steps.length - 1;
  const back = button(t("Back"), () => turn(desk, run, -1), "btn2");
  const next = button(last ? t("End the round") : t("Next step"), () => (last ? end(desk) : turn(desk, run, 1)), "btn");
  const stop = button(t("Stop here"), () => end(desk), "act");
  [back.id, next.id, stop.id] = ["round-back", "round-next", "round-stop"];
  back.disabled = run.step === 0;
  return last ? [next, back] : [next, back, stop];
}

/** Names and roles are forgotten with the round; the next one begins with an empty table. */
function end(desk: Desk<Rounds>): void {
  clearInterval(ticking);
  Object.assign(here, { run: null, ended: true, seats: null, agreed: false });
  if (desk.asking) desk.askPhones(false);
  desk.draw();
  document.querySelector<HTMLElement>("#round-ended")?.focus();
}

function switches(desk: Desk<Rounds>): HTMLElement[] {
  const toggle = (id: string, words: string, pressed: boolean, act: () => void): HTMLElement => {
    const found = button(words, () => {
      act();
      desk.draw();
    }, "btnghost");
    found.id = id;
    found.setAttribute("aria-pressed", String(pressed));
    return found;
  };
  return [
    toggle("round-clock-off", t("Hide the clock"), !here.clock, () => (here.clock = !here.clock)),
    toggle("round-hush", t("Silence what is announced"), here.silent, () => (here.silent = !here.silent)),
    ...(desk.leads ? [toggle("round-phones", t("Show the step on phones"), desk.asking, () => desk.askPhones(!desk.asking))] : []),
  ];
}

function all(run: Run): HTMLElement {
  const row = (name: string, index: number): HTMLElement =>
    h("li", { "aria-current": index === run.step ? "step" : null, class: index === run.step ? "strong" : "" }, `${name}, ${minutes(run.minutes[index] ?? 0)}`);
  return h("details", { class: "more", id: "round-all" }, h("summary", {}, t("All steps")), h("ol", { class: "list" }, ...run.script.steps.map(({ name }, index) => row(name, index))));
}

/** For the phones: the step and what each role does in it; no names. */
export function askOf(run: Run, id: string): Ask | null {
  const step = run.script.steps[run.step];
  if (!step) return null;
  const lines = [step.prompt, ...rolesOf(run.script).map((role) => `${roleName(role)}: ${partIn(step, role)}`)];
  return { form: "look", id, title: `${run.step + 1}/${run.script.steps.length} ${step.name}`, hint: run.script.title, lines };
}
