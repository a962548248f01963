/** The page of case rounds: choosing a script, getting ready, the round itself, and the scripts that a group makes. */

import { button, h, tell } from "../../vault/app/dom";
import { spoken, t, tn } from "../../vault/app/words";
import type { Desk } from "../tool";
import { forget, here } from "./here";
import { ready } from "./ready";
import { running } from "./running";
import { faultsOf, inWords, minutesOf, said, type Script, type Shown } from "./script";
import { scriptsOfOurs } from "./scripts/all";
import { broughtIn, type Rounds, started } from "./state";
import { faultWords, minutes } from "./words";
import { writing } from "./writing";

export const shownOf = (script: Script): Shown => inWords(script, (text) => said(text, spoken()));

/** The script that is looked at or run, and its source when it is the group's own. */
export function scriptAt(state: Rounds): { shown: Shown; own: Script | null } | null {
  const own = state.scripts.find(({ id }) => id === here.script) ?? null;
  const shown = own ? shownOf(own) : scriptsOfOurs().find(({ id }) => id === here.script);
  return shown ? { shown, own } : null;
}

export function page(desk: Desk<Rounds>): Node[] {
  here.state = desk.state;
  if (here.run) return running(desk, here.run);
  if (desk.leads && desk.asking) queueMicrotask(() => desk.askPhones(false)); // a round that was left is on no phone any more
  const own = desk.mayWrite && desk.state.scripts.find(({ id }) => id === here.writing);
  if (own) return writing(desk, own);
  const at = scriptAt(desk.state);
  return at ? ready(desk, at.shown, at.own) : choosing(desk);
}

function choosing(desk: Desk<Rounds>): Node[] {
  const { scripts } = desk.state;
  return [
    h("p", { class: "measure" }, t("One situation at work, many who look at it. Choose a script; it says whose turn it is, and nothing of the case is kept.")),
    h("h3", {}, t("Scripts")),
    h("ul", { class: "rows" }, ...scriptsOfOurs().map((script) => row(desk, script))),
    ...(scripts.length > 0 ? [h("h3", {}, t("Our own scripts")), h("ul", { class: "rows" }, ...scripts.map((script) => row(desk, shownOf(script), script)))] : []),
    ...(desk.mayWrite ? [making(desk)] : []),
  ];
}

function row(desk: Desk<Rounds>, script: Shown, own?: Script): HTMLElement {
  const faults = own ? faultsOf(own).length : 0;
  const title = script.title || t("A script without a title");
  const choose = button(faults > 0 ? t("Go on writing") : t("Choose"), () => {
    forget();
    here[faults > 0 ? "writing" : "script"] = script.id;
    desk.draw();
    document.querySelector<HTMLElement>("#round-title")?.focus();
  });
  choose.id = `choose-${script.id}`;
  choose.setAttribute("aria-label", `${choose.textContent}: ${title}`);
  const [from, to] = script.sizes;
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("p", { class: "rowt" }, title),
      script.about && h("p", { class: "measure" }, script.about),
      h("p", { class: "kind" }, faults > 0 ? tn("One thing is still missing", "%(n)s things are still missing", faults) : [minutes(minutesOf(script)), tn("one step", "%(n)s steps", script.steps.length), t("%(from)s–%(to)s people", { from, to })].join(" · ")),
    ),
    choose,
  );
}

function making(desk: Desk<Rounds>): HTMLElement {
  const place = h("div", { role: "alert" });
  const file = h("input", { type: "file", class: "input", id: "script-file", accept: ".json,application/json" });
  file.addEventListener("change", () => void bring());
  const bring = async (): Promise<void> => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    const value = parsed(await chosen.text());
    file.value = "";
    const faults = faultsOf(value);
    if (faults.length > 0) return place.replaceChildren(h("p", { class: "error" }, t("The file was not brought in:")), h("ul", { class: "dashes" }, ...faults.map((fault) => h("li", {}, faultWords(fault)))));
    const next = broughtIn(desk.state, value as Script, desk.newId());
    desk.change(next);
    tell(t("Brought in. It is with your own scripts."));
    document.querySelector<HTMLElement>(`#choose-${next.scripts.at(-1)?.id}`)?.focus();
  };
  const begin = button(t("Write a new one"), () => {
    const id = desk.newId();
    here.writing = id;
    desk.change(started(desk.state, id));
    document.querySelector<HTMLElement>("#round-title")?.focus();
  });
  begin.id = "script-new";
  return h(
    "details",
    { class: "more", id: "own-script" },
    h("summary", {}, t("Make a script of your own")),
    h("p", { class: "hint" }, t("Write the steps here, or bring in a file that somebody gave you. Choose one of those above to make a copy of it and change that.")),
    begin,
    h("div", { class: "field" }, h("label", { class: "label", for: "script-file" }, t("A script as a file")), file),
    place,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
