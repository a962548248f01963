/** Observations about structures: what was noticed, whose matter it is, what is wished; each may be given. */

import { button, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import { area, lasting, line, toggle, warnings } from "../lists/parts";
import { clear } from "../typed";
import type { Desk, OutDesk } from "../tool";
import { ofObservation } from "./observation";
import { previewing } from "./preview";
import { type Observation, observed, type Releases, unobserved, worded } from "./state";

type At = Desk<Releases>;
const OWNER = (): string => t("A role, not a name: who could do something about it.");

export function observations(desk: At, out: OutDesk): HTMLElement {
  const { observations: found } = desk.state;
  return h(
    "section",
    { id: "out-observations", class: "stack" },
    h("h3", {}, t("Observations about structures")),
    h("p", { class: "hint" }, t("What makes the work hard or easy in how it is arranged. It stays here, sealed, until it is given.")),
    found.length > 0 && h("ul", { class: "rows" }, ...found.map((one) => row(desk, out, one))),
    desk.mayWrite && adding(desk),
  );
}

function row(desk: At, out: OutDesk, one: Observation): HTMLElement {
  const about = [one.owner && `${t("Whose matter it is")}: ${one.owner}`, one.wish && `${t("What we wish")}: ${one.wish}`].filter(Boolean).join(" · ");
  const [owner, wish] = fields(one.id);
  owner.input.value = one.owner;
  wish.input.value = one.wish;
  lasting(owner);
  lasting(wish);
  const keep = (): void => desk.change(worded(desk.state, one.id, { owner: owner.input.value.trim(), wish: wish.input.value.trim() }), { draw: false });
  owner.input.addEventListener("input", keep);
  wish.input.addEventListener("input", keep);
  const panel = h("div", { id: `observation-${one.id}`, class: "lists-open" }, owner.row, wish.row, button(t("It is not needed any more"), () => desk.change(unobserved(desk.state, one.id)), "act"));
  const give = button(t("Look at it and propose"), () => {
    const now = desk.state.observations.find(({ id }) => id === one.id) ?? one;
    previewing(out, ofObservation(now));
    desk.draw();
    document.querySelector<HTMLElement>("#out-preview")?.focus();
  }, "act"); // prettier-ignore
  give.id = `observation-${one.id}-give`;
  give.append(h("span", { class: "vh" }, `: ${one.text}`));
  const offered = isUnderWay(desk.state, out, ofObservation(one).from) ? h("span", { class: "kind" }, t("proposed")) : give;
  return h("li", { class: "row below" }, h("span", {}, h("span", { class: "rowt" }, one.text), about && h("span", { class: "kind" }, ` · ${about}`)), desk.mayWrite && h("div", { class: "actions" }, toggle(panel, t("Say the rest"), one.text, desk.draw), out.seen?.reader && !out.seen.ended && offered), panel);
}

/** Whether the group is asked about it now, or has agreed to it and it waits to be given. */
export function isUnderWay({ proposals }: Releases, { seen }: OutDesk, from: string): boolean {
  const asked = proposals.findLast((one) => one.from === from);
  const state = seen?.out.find(({ id }) => id === asked?.id)?.state;
  return state === "proposed" || state === "may_be_given";
}

const fields = (id: string) => [line(t("Whose matter it is"), { id: `${id}-owner`, hint: OWNER() }), line(t("What we wish"), { id: `${id}-wish` })] as const;

function adding(desk: At): HTMLElement {
  const text = lasting(area(t("What have you noticed?"), { id: "observation-text", hint: t("No names, no cases that can be recognised.") }));
  const [owner, wish] = fields("observation");
  lasting(owner);
  lasting(wish);
  const add = (): void => {
    if (!text.input.value.trim()) return text.fault(t("Write something first."));
    const next = observed(desk.state, { id: desk.newId(), on: desk.today(), text: text.input.value, owner: owner.input.value.trim(), wish: wish.input.value.trim() });
    clear("observation-text", "observation-owner", "observation-wish");
    desk.change(next);
  };
  const send = button(t("Add"), add);
  send.id = "observation-add";
  return h("div", { class: "stack" }, text.row, warnings(desk, text.input), owner.row, wish.row, h("div", { class: "actions" }, send));
}
