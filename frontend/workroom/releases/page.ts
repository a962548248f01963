/** The page of what leaves the room: choose, see it as the commissioner would, propose; answer alone; give, ask back. */

import { button, h } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { OutRow } from "../../vault/worker/api";
import { group } from "../lists/parts";
import { sheetNodes } from "../printing/nodes";
import type { Desk, OutDesk } from "../tool";
import { answering, wordsOf } from "./answering";
import { isUnderWay, observations } from "./observing";
import { preview, previewing } from "./preview";
import { slips } from "./slips";
import { type Proposal, type Releases, showing, withdrawn } from "./state";
import { faultWords, kindWords, markWords, publicNote, stateWords, whyNot } from "./words";

type At = Desk<Releases>;

export function releasesPage(desk: At): Node[] {
  const { out } = desk;
  if (!out) return [];
  const wanted = out.offers?.find(({ from }) => from === out.wanted);
  if (wanted) {
    out.wanted = "";
    previewing(out, wanted);
  }
  const rows = new Map(out.seen?.out.map((row) => [row.id, row]));
  const all = desk.state.proposals.toReversed();
  const waits = all.filter(({ id }) => rows.get(id)?.state === "proposed" && rows.get(id)?.word !== null);
  const rest = all.filter((one) => !waits.includes(one));
  const items = (found: readonly Proposal[]): HTMLElement[] => found.map((one) => item(desk, out, one, rows.get(one.id)));
  return [
    h("p", { class: "measure" }, t("Nothing leaves the room before the group has agreed to it, in exactly these words. Until then the server knows only a fingerprint of it.")),
    out.fault && h("p", { class: "error", id: "out-fault", role: "alert" }, faultWords(out.fault)),
    !out.seen && !out.fault && h("p", { class: "hint" }, t("Looking at what has been agreed …")),
    out.seen && !out.seen.reader && h("p", { class: "notice" }, faultWords("no-commissioner")),
    ...preview(desk, out),
    waits.length > 0 && section("out-waits", t("Waits for a word"), items(waits)),
    rest.length > 0 && section("out-all", t("Proposed and given"), items(rest)),
    offers(desk, out),
    observations(desk, out),
    out.seen && button(t("Look again"), () => void out.look(), "act"),
  ].filter((node): node is HTMLElement => Boolean(node));
}

const section = (id: string, title: string, children: readonly Node[]): HTMLElement => h("section", { id, class: "stack" }, h("h3", {}, title), ...children);

/** What the tools have that could be given. */
function offers(desk: At, out: OutDesk): HTMLElement | null {
  if (!desk.mayWrite || !out.seen?.reader || out.seen.ended) return null;
  const found = out.offers ?? [];
  const row = (one: (typeof found)[number]): HTMLElement => {
    const look = button(t("Look at it and propose"), () => {
      previewing(out, one);
      desk.draw();
      document.querySelector<HTMLElement>("#out-preview")?.focus();
    }, "act"); // prettier-ignore
    look.id = `offer-${one.from.replace(" ", "-")}`;
    const title = firstWords(one);
    look.append(h("span", { class: "vh" }, `: ${title}`));
    return h("li", { class: "row below" }, h("span", {}, h("span", { class: "rowt" }, title), h("span", { class: "kind" }, ` · ${[one.tool, one.subject].filter(Boolean).join(": ")}`)), isUnderWay(desk.state, out, one.from) ? h("span", { class: "kind" }, t("proposed")) : look);
  };
  const empty = out.offers && h("p", { class: "empty" }, t("Nothing yet. A primary task, a row of the role map, a quality requirement, a goal of the group or an observation can be given once it is written."));
  return section("out-offers", t("What can be given"), [found.length > 0 ? h("ul", { class: "rows" }, ...found.map(row)) : (empty ?? h("p", { class: "hint" }, t("Looking through the tools …")))]);
}

/** By what a list calls it: its title, and what it begins with when many have the same. */
function firstWords({ what: { kind, sheet } }: { what: { kind: Proposal["kind"]; sheet: Proposal["sheet"] } }): string {
  if (kind === "goal") return sheet.title;
  const [part] = sheet.parts;
  const words = part?.text ?? part?.table?.head[1] ?? "";
  return sheet.parts.length > 0 && words && (part?.table?.head.length ?? 2) === 2 ? words : sheet.title;
}

function item(desk: At, out: OutDesk, one: Proposal, row: OutRow | undefined): HTMLElement {
  const differs = row !== undefined && !out.bound.has(one.id);
  return h(
    "article",
    { class: "out-item", id: `out-${one.id}`, "data-out": row?.state ?? "unsent" },
    h("div", { class: "out-sheet" }, ...sheetNodes(one.sheet, 3)),
    h("p", { class: "small" }, `${kindWords(one.kind)}. ${markWords(one.mark)}.`, row && ` ${row.hash.slice(0, 12)}`),
    h("p", { class: "strong", "data-state": "" }, row ? stateWords(row) : t("not proposed yet: the group has not been asked")),
    row?.state === "not_given" && h("p", { class: "hint" }, whyNot(row)),
    differs && h("p", { class: "error" }, t("These words are not those that the server was bound to. Do not answer; tell your supervisor.")),
    row?.state === "proposed" && !differs && answering(desk, out, one, row),
    acts(desk, out, one, row, differs),
  );
}

function acts(desk: At, out: OutDesk, one: Proposal, row: OutRow | undefined, differs: boolean): HTMLElement | null {
  const { seen } = out;
  if (!seen || differs) return null;
  const words = wordsOf(one);
  const named = (id: string, label: string, act: () => void, look: "btn" | "btn2" = "btn2"): HTMLButtonElement => {
    const pressed = button(label, act, look);
    pressed.id = `${id}-${one.id}`;
    pressed.append(h("span", { class: "vh" }, `: ${one.sheet.title}`));
    return pressed;
  };
  const withdraw = async (): Promise<void> => {
    if (row && !(await out.withdraw(one.id))) return;
    desk.change(withdrawn(desk.state, one.id));
    desk.tell(t("Withdrawn. Nothing that was said of it is kept."));
  };
  const give = async (): Promise<void> => {
    if (await out.give(words)) desk.tell(t("Given. The commissioner sees it now."));
  };
  const askBack = async (): Promise<void> => {
    if (await out.askBack(one.id)) desk.tell(t("Asked back. The commissioner's page no longer shows it."));
  };
  const phones = (): void => {
    const shown = desk.asking && desk.state.shown === one.id;
    if (desk.asking) desk.askPhones(false);
    desk.change(showing(desk.state, shown ? "" : one.id));
    if (!shown) desk.askPhones(true);
  };
  if (!row) return desk.mayWrite ? group(t("What now"), [named("again", t("Ask the group"), () => void out.propose(words, one.thing), "btn"), named("withdraw", t("Withdraw it"), () => void withdraw())]) : null;
  if (row.state === "given") return seen.asksBack ? h("div", { class: "stack" }, h("p", { class: "hint" }, t("It can be asked back: then it goes from the commissioner's page. What has been read cannot be made unread.")), h("div", { class: "actions" }, named("back", t("Ask it back"), () => void askBack()))) : null;
  if (!seen.steward) return null;
  if (row.state === "may_be_given") {
    const note = [t("It goes to the commissioner in these words and is kept in readable form. It can be asked back, but not made unread."), publicNote(seen)].filter(Boolean).join(" ");
    return h("div", { class: "stack" }, h("p", { class: "notice" }, note), h("div", { class: "actions" }, named("give", t("Give it to the commissioner"), () => void give(), "btn"), named("withdraw", t("Withdraw it"), () => void withdraw())));
  }
  if (row.state !== "proposed") return null;
  const shown = desk.asking && desk.state.shown === one.id;
  return h("div", { class: "stack" }, h("div", { class: "actions" }, desk.leads && named("phones", shown ? t("Take it off the phones") : t("Show it on the phones"), phones), named("withdraw", t("Withdraw it"), () => void withdraw())), slips(out, one, seen));
}
