/** The pulse on the leader's screen: switched on once, asked, answered alone, closed, and then shown. */

import { button, h } from "../../vault/app/dom";
import { t, tn, when } from "../../vault/app/words";
import type { PulseTold } from "../../vault/worker/api";
import { answering, forgetAnswers } from "../alone";
import type { Begun } from "../../vault/worker/tokens";
import { AtServer, closeOther } from "../at-server";
import { partNodes } from "../printing/nodes";
import type { Desk } from "../tool";
import { isOpen } from "../typed";
import * as pulse from "./state";
import type { Pulse } from "./state";
import { askOf, partsOf } from "./words";

type Server = NonNullable<Desk<Pulse>["server"]>;
const FEWEST = 4;
const server = new AtServer<PulseTold>();

export function forget(): void {
  server.forget();
  forgetAnswers();
}

export function page(desk: Desk<Pulse>): Node[] {
  const found = desk.server;
  const told = found ? server.look(found.process, () => found.client.pulse.look(found.process), desk.draw) : null;
  if (found && told) settle(desk, told);
  const parts = [
    ...(desk.state.told ? shown(desk.state, t("How it was")) : []),
    found && told && (desk.state.open ? asked(desk, found, told) : beginning(desk, found, told)),
    server.fault && h("p", { class: "error", role: "alert" }, server.fault),
    !found && h("p", { class: "hint" }, t("The pulse belongs to a process that Tuokio knows.")),
    found && !told && !server.fault && h("p", { class: "hint" }, t("Asking the server …")),
    before(desk),
  ];
  return parts.filter((part) => part instanceof HTMLElement);
}

/** What was closed elsewhere, by the night or on another screen, is taken in; nothing else tells this document. */
function settle(desk: Desk<Pulse>, told: PulseTold): void {
  const { open } = desk.state;
  if (!open || !desk.mayWrite || !told.leads) return;
  const round = told.rounds.find(({ id }) => id === open.id);
  if (round && !round.closed) return;
  desk.change(round ? pulse.closed(desk.state, round.on, round.told) : pulse.dropped(desk.state), { draw: false });
}

const honest = (): HTMLElement => h("p", { class: "hint" }, t("Three statements, answered alone and without a name. Nobody sees a single answer, the supervisor no more than the others. What is shown comes after closing: how many lie in each part of the scale, from four answers on. The statements are our own and not a validated measure."));

function beginning(desk: Desk<Pulse>, { process, meeting, client }: Server, told: PulseTold): HTMLElement {
  const switchTo = (on: boolean): void => void server.act(() => client.pulse.switchTo(process, on), desk.draw);
  const begin = (): void => {
    let words: Begun | null = null;
    const open = async (): Promise<PulseTold> => {
      const { begun, told: now } = await client.pulse.open(process, meeting);
      words = begun;
      return now;
    };
    void server.act(open, desk.draw, () => {
      if (words) desk.change(pulse.began(desk.state, words, desk.newId()), { draw: false });
      if (desk.leads && !desk.few) desk.askPhones(true);
    });
  };
  const other = told.rounds.find(({ closed }) => !closed);
  const mayBegin = told.leads && desk.mayWrite;
  return h(
    "div",
    { class: "stack" },
    honest(),
    !told.on && !told.leads && h("p", { class: "empty" }, t("The supervisor has not switched it on.")),
    !told.on && mayBegin && button(t("Switch it on for this process"), () => switchTo(true), "btn2"),
    told.on && mayBegin && told.people < FEWEST && h("p", { class: "notice" }, t("There are fewer than four of you, so nothing could be shown. Talk of it together.")),
    other && mayBegin && closeOther(() => void server.act(() => client.pulse.close(other.id), desk.draw)),
    told.on && mayBegin && !other && told.people >= FEWEST && !desk.state.told && button(t("Ask how the meeting was"), begin, "btn2"),
    told.on && mayBegin && button(t("Take it out of use"), () => switchTo(false), "btnghost"),
  );
}

function asked(desk: Desk<Pulse>, { client }: Server, told: PulseTold): HTMLElement | null {
  const { open } = desk.state;
  const ask = askOf(desk.state);
  if (!open || !ask) return null;
  const close = (): void =>
    void server.act(() => client.pulse.close(open.id), desk.draw, (now) => {
      const round = now.rounds.find(({ id }) => id === open.id);
      if (desk.asking) desk.askPhones(false);
      desk.change(round ? pulse.closed(desk.state, round.on, round.told) : pulse.dropped(desk.state), { draw: false });
      desk.tell(round ? t("It is closed, and what can be shown is shown.") : t("Nobody answered. Nothing of it is kept."));
    });
  return h(
    "div",
    { class: "stack" },
    h("p", { class: "strong" }, tn("One can answer now.", "%(n)s can answer now, each once.", open.tokens.length)),
    desk.leads && !desk.few && button(desk.asking ? t("Take it off the phones") : t("Ask on phones"), () => desk.askPhones(!desk.asking), "btn2"),
    h("details", { id: "pulse-here", open: isOpen("pulse-here"), class: "more" },
      h("summary", {}, told.leads ? t("Answer on this device, one after another") : t("Answer here")),
      answering(ask, client, { handsOn: told.leads, draw: desk.draw, tell: desk.tell })),
    told.leads && desk.mayWrite && button(t("Close it and show"), close, "btn2"),
  );
}

const shown = (state: Pulse, heading: string): HTMLElement[] => [h("section", { class: "pulse-told" }, h("h3", {}, heading), ...partsOf(state).flatMap((part) => partNodes(part, heading, "h4")))];

/** How it was at earlier meetings, the newest first. */
function before(desk: Desk<Pulse>): HTMLElement | null {
  const earlier = desk.earlier.filter(({ state }) => state.told?.bands).reverse();
  if (earlier.length === 0) return null;
  return h("details", { id: "pulse-before", open: isOpen("pulse-before"), class: "more" }, h("summary", {}, t("Earlier meetings")), ...earlier.flatMap(({ on, state }) => shown(state, when(on))));
}
