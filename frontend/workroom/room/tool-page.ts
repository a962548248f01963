/** A tool's subject: as a part of the room, or on a page of its own with its earlier versions, its photos and its paper. */

import type { Json } from "../../vault/core/bytes";
import { attached, attaching } from "../../vault/app/attachments";
import { readersOf } from "../../vault/app/circle";
import { button, field, h, show, tell } from "../../vault/app/dom";
import { emergencyNotice } from "../../vault/app/emergency";
import { wordsFor } from "../../vault/app/faults";
import { wordsOfStanding } from "../../vault/app/standing";
import { t, tn, when } from "../../vault/app/words";
import { codeOf } from "../../vault/worker/calls";
import type { SpaceShown } from "../../vault/worker/rooms/circles";
import { tools } from "../tools";
import { sheetNodes } from "../printing/nodes";
import { onPaper } from "../printing/page";
import type { Desk, Tool, ToolId, Version } from "../tool";
import { today } from "../day";
import { redraw } from "./drawing";
import { elsewhere } from "./place";
import type { Kept } from "./kept";
import { Out } from "./out";
import { hidden as hiddenNow } from "./taking";
import type { Workshop } from "./workshop";

/** To the page of a subject, at its photos. */
export const PHOTOS = "photos";

/** The page of a tool: its one subject, or the list of those there are. */
export async function toolPage(shop: Workshop, id: string, thread: string, give?: string): Promise<void> {
  const tool = Object.hasOwn(tools, id) ? tools[id as ToolId] : undefined;
  if (!tool) return shop.go();
  if (!tool.one && thread === id) return list(shop, tool);
  const kept = await shop.works.open(tool, thread);
  if (give && give !== PHOTOS) kept.give = give;
  const whole = subject(shop, kept, true);
  show(
    tool.one ? tool.name() : kept.title || tool.name(),
    h("p", { class: "kind" }, tool.about()),
    readers(shop.space),
    emergencyNotice(shop.space),
    elsewhere(shop),
    whole,
    besides(shop, kept),
    tool.photos !== false && photos(shop, kept, give === PHOTOS),
    versions(tool, kept),
    onPaper(() => tool.sheet(kept.state), tool.name(), today),
    h("div", { class: "actions" }, button(t("To the workroom"), () => void shop.go(), "btn2"), !tool.one && button(tool.name(), () => void shop.go(tool.id), "btn2")),
  );
}

/** Who can read this, by the signed list, and who cannot. */
export const readers = (space: SpaceShown): HTMLElement => h("p", { class: "readers" }, readersOf(space), ". ", t("The commissioner and the administrator cannot."));

function list(shop: Workshop, tool: Tool): void {
  const title = field(t("What is it about?"), { id: "subject-title", hint: t("A few words to find it by. No names, no cases that can be recognised.") });
  const begin = (): void => {
    const words = title.input.value.trim();
    if (!words) return title.fault(t("Write something first."));
    void (async () => {
      const kept = await shop.works.open(tool, crypto.randomUUID());
      kept.rename(words);
      await shop.go(tool.id, kept.thread);
    })();
  };
  title.input.addEventListener("keydown", (event) => (event as KeyboardEvent).key === "Enter" && begin());
  const found = shop.works.subjects(tool.id);
  shop.shown(() => undefined, () => undefined);
  show(
    tool.name(),
    h("p", { class: "kind" }, tool.about()),
    readers(shop.space),
    h("section", { class: "card" }, h("div", { class: "cardbody" }, h("h2", {}, t("Begin a new one")), title.row, button(t("Begin"), begin, "btn"))),
    found.length > 0 && h("section", { class: "card" }, h("div", { class: "cardbody" }, h("h2", {}, t("Begun before")), h("ul", { class: "rows" }, ...found.map(({ thread, title: words, changed, versions: count }) => h("li", { class: "row below" }, button(words || t("Without a title"), () => void shop.go(tool.id, thread), "act"), h("span", { class: "hint" }, [when(changed), tn("one version", "%(n)s versions", count)].join(" · "))))))),
    h("div", { class: "actions" }, button(t("To the workroom"), () => void shop.go(), "btn2")),
  );
}

/** The card of a subject. Alone on its page it draws itself anew; in the room the room does. */
export function subject(shop: Workshop, kept: Kept, alone = false): HTMLElement {
  const { tool } = kept;
  const place = h("div", { class: "stack" });
  const state = h("p", { class: "hint saved" });
  const draw = (): void => {
    redraw(place, tool.page(desk()));
    state.textContent = kept.isSent && kept.standing.at === "there" ? "" : wordsOfStanding(kept.standing);
  };
  const change = (next: Json, { draw: again = true } = {}): void => {
    kept.change(next);
    shop.meeting.follow(kept);
    if (again) draw();
  };
  const out = tool.id === "releases" ? new Out(shop, kept, () => draw()) : null;
  const desk = (): Desk<Json> => ({
    // as it is now, not as it was drawn: what is written without drawing is not written over
    get state() {
      return kept.state;
    },
    earlier: kept.earlier,
    people: shop.space.names,
    persons: shop.space.persons,
    few: shop.isFew,
    ...(shop.space.process && { server: { process: shop.space.process.id, meeting: shop.meeting.live?.meeting ?? null, client: shop.house.client } }),
    me: shop.me,
    mayWrite: shop.writes,
    change,
    draw,
    leads: shop.meeting.leads,
    asking: shop.meeting.isAsking(kept.thread),
    askPhones(on) {
      if (on) shop.meeting.ask(kept);
      else shop.meeting.unask(kept.thread);
      draw();
    },
    hidden: { waiting: kept.work.waiting.length, reveal: () => void shop.meeting.reveal(kept).then(draw) },
    async hide(words) {
      const ask = tool.ask?.(kept.state);
      const { told, kept: own } = hiddenNow({ id: crypto.randomUUID(), ask: ask?.id ?? "", from: crypto.randomUUID(), ...words });
      const sealed = await shop.house.client.live.hide(JSON.stringify(own));
      kept.hide({ id: told.id, ask: told.ask, from: told.from, name: told.name, bound: told.bound ?? "", kept: sealed });
      draw();
    },
    remind: (id, on) => (on === null ? shop.house.client.reminders.clear(id) : shop.house.client.reminders.set(id, on)),
    toAction: (what) => shop.toAction(what),
    toObservation: (what) => shop.toObservation(what),
    open: (id) => void shop.go(id),
    give: (key) => void shop.go("releases", "releases", `${kept.thread} ${key}`),
    ...(out && { out }),
    tell: (words) => shop.announcer.tell(words),
    inUse: () => shop.house.watch(),
    newId: () => crypto.randomUUID(),
    today,
  });
  if (out) void out.look();
  kept.told = () => {
    state.textContent = wordsOfStanding(kept.standing);
  };
  shop.alsoDraw(kept, draw, alone);
  draw();
  return h(
    "section",
    { class: "card", "data-tool": tool.id },
    h("div", { class: "cardbody" }, h("div", { class: "cardhead" }, h("h2", {}, alone && !tool.one ? tool.name() : tool.name()), h("span", { class: "badge badge-group" }, shop.isFew ? t("You here see · sealed") : t("The group sees · sealed"))), place, state),
  );
}

/** What another device wrote at the same time: both are kept, until somebody says which one goes on. */
function besides(shop: Workshop, kept: Kept): HTMLElement | null {
  const found = shop.writes ? shop.works.beside(kept.thread) : [];
  if (found.length === 0) return null;
  const place = h("div", { class: "stack" });
  const rows = found.map((one) => {
    const act = async (): Promise<void> => {
      try {
        const { note } = await shop.house.client.outbox.look(shop.space.id, one.id, "work");
        const other = kept.stateOf(note);
        place.replaceChildren(
          h("p", { class: "hint" }, t("This was written on another device at the same time:")),
          ...sheetNodes(kept.tool.sheet(other), 3),
          h("div", { class: "actions" }, kept.tool.merged && button(t("Put both together"), () => void keep(kept.tool.merged?.(kept.state, other) ?? other), "btn2"), button(t("Go on with this one"), () => void keep(other), "btn2"), button(t("It is not needed any more"), () => void drop(one.id, one.rev), "btn2")),
        );
      } catch (fault) {
        place.replaceChildren(h("p", { class: "error" }, wordsFor(codeOf(fault))));
      }
    };
    const keep = async (other: Json): Promise<void> => {
      kept.change(other);
      await kept.sent();
      await drop(one.id, one.rev);
    };
    const drop = async (id: string, rev: number): Promise<void> => {
      await shop.house.client.documents.erase(shop.space.id, id, rev);
      await shop.works.refresh();
      await shop.go(kept.tool.id, kept.thread);
    };
    return h("li", { class: "row" }, h("span", {}, when(one.changed)), button(t("Look at it"), () => void act(), "act"));
  });
  return h("section", { class: "card notice" }, h("div", { class: "cardbody" }, h("h2", {}, t("Both versions are kept")), h("ul", { class: "rows" }, ...rows), place));
}

/** Paper is a version like any other: a photo of it is sealed and stands here. */
function photos(shop: Workshop, kept: Kept, wanted: boolean): HTMLElement {
  const files = [...kept.files];
  const adding = attaching(shop.house, { space: shop.space.id, id: kept.id, files, changed: () => kept.photograph([...files]) });
  return h("details", { class: "more", id: "photos", open: wanted || kept.files.length > 0 }, h("summary", {}, t("Picture of the flipchart")), h("p", { class: "hint" }, t("What was made on paper is photographed and kept here, sealed, as this meeting's version.")), shop.writes && adding.row, attached(shop.house, shop.space.id, kept.files));
}

function versions(tool: Tool, kept: Kept): HTMLElement | null {
  if (kept.earlier.length === 0) return null;
  const place = h("div", { class: "stack" });
  const look = (one: Version<Json>): void => {
    place.replaceChildren(h("h3", {}, when(one.on)), h("div", { class: "sheet" }, ...sheetNodes(tool.sheet(one.state), 3)));
    tell(t("The version of %(when)s is shown.", { when: when(one.on) }));
  };
  return h("details", { class: "more", id: "earlier" }, h("summary", {}, tn("One earlier version", "%(n)s earlier versions", kept.earlier.length)), h("ul", { class: "rows" }, ...[...kept.earlier].reverse().map((one) => h("li", { class: "row" }, button(when(one.on), () => look(one), "act"), one.photos.length > 0 && h("span", { class: "kind" }, tn("one photo", "%(n)s photos", one.photos.length))))), place);
}
