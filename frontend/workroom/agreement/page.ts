/** The working agreement on a screen: how it stands, the act of accepting, and the words clause by clause. */

import { button, h } from "../../vault/app/dom";
import { day, t, tn } from "../../vault/app/words";
import { area, asking, toggle, warnings } from "../lists/parts";
import type { Desk } from "../tool";
import { methods, standing, type Standing } from "./standing";
import { type Acceptance, accepted, acceptancesOf, type Agreement, changes, type Clause, CLAUSES, current, differs, linesOf, proposed, type Proposal, takenBack, written } from "./state";
import { clauseHint, clauseName } from "./words";

type At = Desk<Agreement>;

export function agreementPage(desk: At): Node[] {
  const proposal = current(desk.state);
  return [
    draft(desk, proposal),
    proposal && accepting(desk, proposal),
    proposal && howItStands(desk, proposal),
    goals(desk),
    ...CLAUSES.map((clause) => clauseCard(clause, desk)),
  ].filter((node): node is HTMLElement => Boolean(node));
}

/** The words differ from what was last put forward, or nothing was yet. */
function draft(desk: At, proposal: Proposal | undefined): HTMLElement | null {
  if (!differs(desk.state)) return null;
  const { terms, proposals } = desk.state;
  const changed = changes(proposal?.terms, terms).map(clauseName).join(", ");
  const said = proposal
    ? t("Changed: %(clauses)s. Version %(n)s stands until this is put forward; then everybody is asked to accept anew.", { clauses: changed, n: proposals.length })
    : t("Read these words together and change them to be yours. When they are ready, put them forward: then each accepts for themselves.");
  const forward = button(t("Put forward to be accepted"), () => desk.change(proposed(desk.state, desk.today())), "btn");
  forward.id = "put-forward";
  return h("section", { class: "card mark boardcard" }, h("div", { class: "cardbody" }, h("h3", {}, proposal ? t("The words have been changed") : t("Not agreed yet")), h("p", {}, said), desk.mayWrite && forward));
}

/** Accepting for oneself; on the screen that leads a meeting also for whoever takes the device in turn. */
function accepting(desk: At, proposal: Proposal): HTMLElement | null {
  if (!desk.mayWrite) return null;
  const mine = acceptancesOf(desk.state, proposal.hash).find(({ way, by }) => way === "own" && by === desk.me.id);
  const quiet = asking(desk, t("Ask on the phones"));
  if (mine) {
    const back = button(t("Take my acceptance back"), () => desk.change(takenBack(desk.state, mine)), "act");
    back.id = "take-back";
    const said = h("p", {}, mine.on ? t("You accepted this version on %(day)s.", { day: day(mine.on) }) : t("You have accepted this version."));
    return h("section", { class: "card boardcard" }, h("div", { class: "cardbody" }, h("h3", {}, t("Your acceptance")), said, h("div", { class: "actions" }, back), desk.leads && round(desk, proposal), quiet));
  }
  const suits = suiting(proposal, "own");
  const accept = button(t("I accept"), () => desk.change(accepted(desk.state, { hash: proposal.hash, way: "own", by: desk.me.id, name: desk.me.name, on: desk.today(), methods: suits.chosen() })), differs(desk.state) ? "btn2" : "btn");
  accept.id = "accept";
  const hint = h("p", { class: "hint" }, t("The group sees that you have accepted. Nobody outside the group does. Of the ways of working it sees only whether one suits everybody."));
  return h("section", { class: "card boardcard" }, h("div", { class: "cardbody" }, h("h3", {}, t("Do you accept version %(n)s?", { n: desk.state.proposals.length })), suits.boxes, hint, h("div", { class: "actions" }, accept), desk.leads && round(desk, proposal), quiet));
}

/** One device goes round: whose turn it is, which ways suit, and the press. */
function round(desk: At, proposal: Proposal): HTMLElement {
  const waiting = standing(desk.state, proposal, desk.persons).people.filter(({ acceptance, name }) => !acceptance && name !== desk.me.name);
  if (waiting.length === 0) return h("p", { class: "small" }, t("Nobody is waiting to accept on this device."));
  const who = h("select", { class: "input", id: "round-who" }, ...waiting.map(({ name }) => h("option", { value: name }, name)));
  const suits = suiting(proposal, "round");
  const accept = button(t("I accept, and pass the device on"), () => {
    const [name, chosen] = [who.value, suits.chosen()];
    suits.clear();
    desk.change(accepted(desk.state, { hash: proposal.hash, way: "round", by: name, name, on: desk.today(), methods: chosen }));
  });
  accept.id = "round-accept";
  const turn = h("div", { class: "field mid" }, h("label", { class: "label", for: "round-who" }, t("Whose turn is it?")), who);
  const panel = h("div", { id: "round-open", class: "lists-open" }, turn, suits.boxes, h("div", { class: "actions" }, accept));
  return h("div", {}, toggle(panel, t("Accept on this device, each in turn"), "", desk.draw), panel);
}

/** A box for each way of working; none is ticked for anybody beforehand. */
function suiting({ hash, terms }: Proposal, whose: string): { boxes: HTMLElement; chosen: () => number[]; clear: () => void } {
  const boxes = linesOf(terms.methods).map((words, place) => {
    const id = `${whose}-suits-${place}-${hash.slice(0, 8)}`;
    const before = document.getElementById(id);
    const box = h("input", { type: "checkbox", id });
    box.checked = before instanceof HTMLInputElement && before.checked;
    return { box, row: h("label", { class: "check" }, box, words) };
  });
  return {
    boxes: boxes.length > 0 ? h("fieldset", {}, h("legend", { class: "legend" }, t("These ways of working suit me")), ...boxes.map(({ row }) => row)) : h("div", {}),
    chosen: () => boxes.flatMap(({ box }, place) => (box.checked ? [place] : [])),
    clear: () => boxes.forEach(({ box }) => (box.checked = false)),
  };
}

const wayWords = ({ way, on }: Acceptance): string => {
  const where = { own: t("on their own screen"), phone: t("by phone in a meeting"), round: t("on the shared device") }[way];
  return on ? `${day(on)}, ${where}` : where;
};

function howItStands(desk: At, proposal: Proposal): HTMLElement {
  const { people, guests, everybody } = standing(desk.state, proposal, desk.persons);
  const n = desk.state.proposals.length;
  const yes = people.filter(({ acceptance }) => acceptance).length;
  const said = everybody ? t("Everybody has accepted version %(n)s.", { n }) : t("%(yes)s of %(all)s have accepted version %(n)s.", { yes, all: people.length, n });
  const person = ({ name, acceptance }: Standing["people"][number]): HTMLElement =>
    h("li", { class: "row" }, h("div", {}, h("p", { class: "rowt" }, name), acceptance && h("p", { class: "small" }, wayWords(acceptance))), h("span", { class: `badge ${acceptance ? "badge-held" : "badge-off"}` }, acceptance ? t("accepted") : t("not yet")));
  const rows = [...people, ...guests.map((acceptance) => ({ name: acceptance.name ? t("%(name)s, as a guest", { name: acceptance.name }) : t("A guest"), acceptance }))];
  return h(
    "section",
    { class: "card boardcard" },
    h(
      "div",
      { class: "cardbody" },
      h("h3", {}, t("Who has accepted")),
      h("p", { id: "agreement-standing" }, said, " ", t("Put forward on %(day)s.", { day: day(proposal.on) })),
      h("ul", { class: "rows" }, ...rows.map(person)),
      earlier(desk),
    ),
  );
}

/** The versions before, with their words: what was accepted is still to be read. */
function earlier({ state: { proposals }, state }: At): HTMLElement | null {
  const before = proposals.slice(0, -1);
  if (before.length === 0) return null;
  const one = ({ hash, on, terms }: Proposal, place: number): HTMLElement =>
    h("li", {}, h("h4", {}, t("Version %(n)s, %(day)s", { n: place + 1, day: day(on) })), h("p", { class: "small" }, tn("%(n)s person had accepted it.", "%(n)s people had accepted it.", acceptancesOf(state, hash).length)), ...CLAUSES.filter((clause) => terms[clause]).flatMap((clause) => [h("p", { class: "strong" }, clauseName(clause)), text(clause, terms[clause])]));
  return h("details", { id: "agreement-before" }, h("summary", {}, tn("%(n)s earlier version", "%(n)s earlier versions", before.length)), h("ol", { class: "agreement-earlier" }, ...before.map(one).reverse()));
}

function goals(desk: At): HTMLElement {
  const there = button(t("To the group’s own goals"), () => desk.open("goals"), "act");
  return h("section", { class: "card boardcard" }, h("div", { class: "cardbody" }, h("h3", {}, t("Our own goals")), h("p", { class: "hint" }, t("They stand in a place of their own, and are not copied here.")), h("div", { class: "actions" }, there)));
}

function clauseCard(clause: Clause, desk: At): HTMLElement | null {
  const words = desk.state.terms[clause];
  if (!desk.mayWrite && !words) return null;
  const panel = desk.mayWrite ? writing(clause, desk) : null;
  const by = panel && toggle(panel, t("Change"), clauseName(clause), desk.draw);
  const heading = h("div", { class: "cardhead" }, h("h3", {}, clauseName(clause)), by);
  return h("section", { class: "card boardcard", id: `clause-${clause}` }, h("div", { class: "cardbody" }, heading, words ? shown(clause, desk) : h("p", { class: "hint" }, clauseHint(clause)), panel));
}

function writing(clause: Clause, desk: At): HTMLElement {
  const { row, input } = area(t("In words"), { id: `clause-${clause}-words`, hint: clauseHint(clause) });
  input.value = desk.state.terms[clause];
  input.addEventListener("input", () => desk.change(written(desk.state, clause, input.value), { draw: false }));
  row.append(warnings(desk, input));
  return h("div", { id: `clause-${clause}-open`, class: "lists-open" }, row);
}

/** With each way of working, whether it suits everybody, as long as the words are those that were asked of. */
function shown(clause: Clause, desk: At): HTMLElement {
  const { terms } = desk.state;
  if (clause !== "methods" || current(desk.state)?.terms.methods !== terms.methods) return text(clause, terms[clause]);
  const suits = { all: t("suits everybody who has accepted"), "not-all": t("does not suit everybody yet: we choose another way"), open: t("not asked yet") };
  return h("ul", { class: "list" }, ...methods(desk.state).map((method) => h("li", {}, method.words, " ", h("span", { class: "small" }, `– ${suits[method.suits]}`))));
}

function text(clause: Clause, words: string): HTMLElement {
  if (clause === "board") return address(words.trim());
  const lines = linesOf(words);
  if (clause === "rules" || clause === "methods") return h("ul", { class: "list" }, ...lines.map((line) => h("li", {}, line)));
  return h("div", { class: "measure" }, ...lines.map((line) => h("p", {}, line)));
}

/** Only a web address becomes a link; anything else is read as it stands. */
function address(words: string): HTMLElement {
  const found = URL.canParse(words) ? new URL(words) : null;
  if (found?.protocol !== "https:") return h("p", {}, words);
  return h("p", {}, h("a", { class: "act", href: found.href, rel: "noreferrer noopener", target: "_blank" }, found.hostname));
}
