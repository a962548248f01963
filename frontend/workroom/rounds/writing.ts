/** Writing a script of the group's own: it is kept as it is written, and can be run once nothing is missing. */

import { button, field, h, tell } from "../../vault/app/dom";
import { warningsBeside } from "../../vault/app/warnings";
import { spoken, t } from "../../vault/app/words";
import { chosen } from "../choosing";
import type { Desk } from "../tool";
import { here } from "./here";
import { faultsOf, LONGEST, MOST_STEPS, type Role, ROLES, type Script, type Step, type Text } from "./script";
import { dropped, type Rounds, sized, stepAdded, stepDropped, stepMoved, stepPlayed, stepTimed, stepWorded, worded } from "./state";
import { faultWords, roleName } from "./words";

export function writing(desk: Desk<Rounds>, script: Script): Node[] {
  const missing = h("div", { class: "round-missing", role: "status" });
  const paper = new Paper(desk, script.id, missing);
  paper.look();
  const add = button(t("One more step"), () => {
    paper.put((state) => stepAdded(state, script.id), true);
    document.getElementById(`step-name-${paper.now()?.steps.at(-1)?.id}`)?.focus();
  });
  const done = button(t("Done"), () => {
    here.script = faultsOf(paper.now()).length === 0 ? script.id : "";
    here.writing = "";
    desk.draw();
    document.querySelector<HTMLElement>(here.script ? "#round-title" : `#choose-${script.id}`)?.focus();
  }, "btn");
  const drop = button(t("Take the script away"), () => {
    Object.assign(here, { writing: "", script: "" });
    desk.change(dropped(desk.state, script.id));
    tell(t("The script was taken away."));
  }, "act");
  [add.id, done.id] = ["step-add", "script-done"];
  add.disabled = script.steps.length >= MOST_STEPS;
  return [
    h("h3", { id: "round-title", tabindex: "-1" }, t("A script of our own")),
    h("p", { class: "hint" }, t("A script is about the steps, not about a case: no names, no cases that can be recognised.")),
    paper.words("script-title", t("Title"), script.title, LONGEST.title, (state, words) => worded(state, script.id, "title", spoken(), words)),
    paper.words("script-about", t("What it is for"), script.about, LONGEST.about, (state, words) => worded(state, script.id, "about", spoken(), words)),
    paper.words("script-source", t("Whose idea it is"), script.source, LONGEST.source, (state, words) => worded(state, script.id, "source", spoken(), words)),
    h("div", { class: "formrow" }, paper.size(script, 0, t("People at least")), paper.size(script, 1, t("People at most"))),
    h("ol", { class: "round-steps" }, ...script.steps.map((step, index) => h("li", {}, stepOf(paper, script, step, index)))),
    add,
    missing,
    h("div", { class: "actions" }, done, button(t("Save as a file"), () => saveAsFile(paper.now() ?? script)), drop),
  ];
}

/** What the fields of one script write into; the state is always the newest, whatever was drawn when. */
class Paper {
  private state: Rounds;

  constructor(
    readonly desk: Desk<Rounds>,
    readonly id: string,
    private readonly missing: HTMLElement,
  ) {
    this.state = desk.state;
  }

  now = (): Script | undefined => this.state.scripts.find(({ id }) => id === this.id);

  put(change: (state: Rounds) => Rounds, draw = false): void {
    this.state = change(this.desk.state);
    this.desk.change(this.state, { draw });
    this.look();
  }

  /** What is still missing, beside the button that ends the writing. */
  look(): void {
    const faults = faultsOf(this.now());
    const words = faults.map(faultWords);
    this.missing.replaceChildren(...(words.length > 0 ? [h("p", { class: "strong" }, t("Still missing:")), h("ul", { class: "dashes" }, ...words.map((one) => h("li", {}, one)))] : [h("p", {}, t("Nothing is missing; it can be run."))]));
  }

  words(id: string, label: string, text: Text, most: number, change: (state: Rounds, words: string) => Rounds, long = false): HTMLElement {
    const { row, input } = field(label, { id, long });
    input.value = text[spoken()] ?? "";
    input.maxLength = most;
    if (input instanceof HTMLTextAreaElement) input.rows = 3;
    const put = (words: string): void => {
      input.value = words;
      this.put((state) => change(state, words));
    };
    input.addEventListener("input", () => this.put((state) => change(state, input.value)));
    if (input instanceof HTMLTextAreaElement) row.append(warningsBeside({ input, put }, { kind: "group", names: this.desk.people }));
    return row;
  }

  number(id: string, label: string, value: number, change: (state: Rounds, count: number) => Rounds): HTMLElement {
    const { row, input } = field(label, { id });
    input.inputMode = "numeric";
    input.value = String(value);
    row.classList.add("short");
    input.addEventListener("input", () => this.put((state) => change(state, /^\d+$/.test(input.value.trim()) ? Number(input.value) : 0)));
    return row;
  }

  size(script: Script, which: 0 | 1, label: string): HTMLElement {
    return this.number(`script-size-${which}`, label, script.sizes[which], (state, count) => {
      const [from, to] = this.now()?.sizes ?? script.sizes;
      return sized(state, script.id, which === 0 ? [count, to] : [from, count]);
    });
  }
}

function stepOf(paper: Paper, script: Script, step: Step<Text>, index: number): HTMLElement {
  const { id } = step;
  const n = index + 1;
  const moving = (words: string, what: string, act: (state: Rounds) => Rounds, barred: boolean): HTMLElement => {
    const found = button(words, () => paper.put(act, true), "act");
    found.id = `step-${what}-${id}`;
    found.setAttribute("aria-label", `${words}: ${t("Step %(n)s", { n })}`);
    found.disabled = barred;
    return found;
  };
  const part = (role: Role): HTMLElement =>
    chosen({
      id: `part-${id}-${role}`,
      label: roleName(role),
      options: [["", t("own task")], ["speaks", t("speaks")], ["silent", t("silent")]],
      value: step.speaks.includes(role) ? "speaks" : step.silent.includes(role) ? "silent" : "",
      act: (value) => paper.put((state) => stepPlayed(state, script.id, id, role, value as "speaks" | "silent" | "")),
    });
  return h(
    "fieldset",
    { class: "formgroup" },
    h("legend", {}, t("Step %(n)s", { n })),
    paper.words(`step-name-${id}`, t("Name of the step"), step.name, LONGEST.name, (state, words) => stepWorded(state, script.id, id, "name", spoken(), words)),
    paper.number(`step-minutes-${id}`, t("Minutes"), step.minutes, (state, count) => stepTimed(state, script.id, id, count)),
    paper.words(`step-prompt-${id}`, t("What is asked"), step.prompt, LONGEST.prompt, (state, words) => stepWorded(state, script.id, id, "prompt", spoken(), words), true),
    h("div", { class: "formrow" }, ...ROLES.map(part)),
    h(
      "div",
      { class: "actions" },
      moving(t("Move earlier"), "up", (state) => stepMoved(state, script.id, id, -1), index === 0),
      moving(t("Move later"), "down", (state) => stepMoved(state, script.id, id, 1), index === script.steps.length - 1),
      moving(t("Take away"), "drop", (state) => stepDropped(state, script.id, id), script.steps.length === 1),
    ),
  );
}

/** The script in the form in which it can be brought in elsewhere; it holds nothing of any case. */
export function saveAsFile(script: Script): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(script, null, 2)}\n`], { type: "application/json" }));
  h("a", { href: address, download: `${t("script")}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
