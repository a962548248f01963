/** A script as a card of steps and roles: to be read before a round, and to be printed. It names nobody. */

import { h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { beginning } from "../choosing";
import type { Part, Sheet } from "../sheet";
import { minutesFor } from "./run";
import { rolesOf, type Shown } from "./script";
import { minutes, roleName, rolesIn, roleTask } from "./words";

export function sheetOf(script: Shown, total: number | null): Sheet {
  const [{ text = "" } = {}, ...parts] = partsOf(script, total);
  return { title: script.title, parts: [{ text }, ...parts] };
}

export function partsOf(script: Shown, total: number | null): Part[] {
  const times = minutesFor(script, total);
  const head = [t("Step"), t("Time"), t("Speaks"), t("Silent"), t("What is asked")];
  const rows = script.steps.map((step, index) => [`${index + 1}. ${step.name}`, minutes(times[index] ?? 0), ...whoIn(step, script), step.prompt]);
  return [
    { heading: script.title, text: script.about },
    { heading: t("Before you begin"), text: t("No names, no cases that can be recognised. Nothing is written down of the case.") },
    { heading: t("Steps"), table: { head, rows } },
    { heading: t("Roles"), list: rolesOf(script).map((role) => `${roleName(role)}: ${roleTask(role)}`) },
    { text: script.source },
  ];
}

const whoIn = ({ speaks, silent }: Shown["steps"][number], script: Shown): string[] => [speaks, silent].map((roles) => beginning(rolesIn(roles, script)));

/** The steps as a table, and the roles. */
export function cardOf(script: Shown, total: number | null): HTMLElement[] {
  const times = minutesFor(script, total);
  const row = (step: Shown["steps"][number], index: number): HTMLElement =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, `${index + 1}. ${step.name}`),
      h("td", { class: "nowrap" }, minutes(times[index] ?? 0)),
      ...whoIn(step, script).map((who) => h("td", {}, who)),
      h("td", { class: "round-asked" }, step.prompt),
    );
  const head = [t("Step"), t("Time"), t("Speaks"), t("Silent"), t("What is asked")];
  return [
    h(
      "div",
      { class: "tablewrap", role: "region", "aria-label": `${script.title}: ${t("Steps")}`, tabindex: "0" },
      h("table", { class: "table" }, h("thead", {}, h("tr", {}, ...head.map((words) => h("th", { scope: "col" }, words)))), h("tbody", {}, ...script.steps.map(row))),
    ),
    h("h4", {}, t("Roles")),
    h("ul", { class: "dashes" }, ...rolesOf(script).map((role) => h("li", {}, h("span", { class: "strong" }, roleName(role)), `: ${roleTask(role)}`))),
    h("p", { class: "hint" }, script.source),
  ];
}
