/** The opened notes: each circle with its documents, and what can be begun. */

import type { Spaces } from "../../worker/api";
import { codeOf } from "../../worker/calls";
import type { SpaceShown } from "../../worker/rooms/circles";
import { nameOf, readersOf } from "../circle";
import { dayAfter } from "../day-after";
import { button, card, h, onceAtATime, show, trouble } from "../dom";
import { emergencyNotice } from "../emergency";
import { verdictOn, wordsFor } from "../faults";
import type { House } from "../house";
import { goesSoon, keptFor } from "../kept";
import { noteList } from "../note-list";
import { unfinished } from "../unfinished";
import { t, tn } from "../words";
import { newDeviceNotice } from "./approving";
import { bringHere, dropping } from "./import";
import { beginningTogether, invitations } from "./asked";
import { formerKeys } from "./renewing";
import { reminder } from "./second-way";
import { wayBack } from "./way-back";

const CLOSED_BY_NEW_KEYS = ["set-aside", "waits-for-steward", "waits-for-member", "waits-for-nobody"];

let last: Spaces = { spaces: [], places: {}, invites: [] };

/** Without a connection the notes stand as they were seen last. */
function offlineBefore(fault: unknown): Spaces {
  if (codeOf(fault) !== "offline" || last.spaces.length === 0) throw fault;
  return last;
}

function offlineHere(house: House, id: string): (fault: unknown) => Promise<SpaceShown> {
  return (fault) => {
    if (codeOf(fault) === "offline") return house.client.circles.here(id);
    throw fault;
  };
}

export async function notes(house: House): Promise<void> {
  const mine = await house.client.circles.mine().then((found) => (last = found), offlineBefore);
  const opened: (SpaceShown | { id: string; code: string })[] = [];
  for (const { id, kind, aside } of mine.spaces) {
    try {
      opened.push(await house.client.circles.open(id).catch(offlineHere(house, id)));
    } catch (fault) {
      opened.push({ id, code: standIn(kind, aside, codeOf(fault)) });
    }
  }
  show(
    t("Locked notes"),
    await newDeviceNotice(house),
    await reminder(house),
    await unfinished(house, opened.filter((space) => "kind" in space)),
    ...opened.map((space) => ("code" in space ? closedCard(space.code) : spaceCard(house, space))),
    opened.some((space) => "code" in space && CLOSED_BY_NEW_KEYS.includes(space.code)) && (await formerKeys(house)),
    ...invitations(house, mine.invites),
    beginning(house, mine),
    beginningTogether(house, freeTogether(mine)),
    h("div", { class: "actions" }, button(t("Lock the notes"), () => void house.lock(), "btn2"), button(t("Ways to open"), () => void house.go({ at: "ways" }), "btn2"), button(t("Successor"), () => void house.go({ at: "succession" }), "btn2"), button(t("Take your notes along"), () => void house.go({ at: "export" }), "btn2")),
    wayBack(house),
  );
}

/** A group has one circle; between two there may be several. */
function freeTogether({ spaces, places }: Spaces): Parameters<typeof beginningTogether>[1] {
  const begun = new Set(spaces.filter(({ kind }) => kind === "group").map(({ process }) => process?.id));
  return { group: (places["group"] ?? []).filter(({ id }) => !begun.has(id)), pair: places["pair"] ?? [] };
}

/** After one began anew the list still names one's former keys: that is no forgery, and the words say what helps. */
function standIn(kind: string, aside: boolean | undefined, code: string): string {
  if (code !== "refused-author") return code;
  return aside ? "set-aside" : kind === "group" || kind === "pair" ? "waits-for-steward" : code;
}

function closedCard(code: string): HTMLElement {
  return card(t("A circle that could not be opened"), h("p", {}, verdictOn(code)));
}

function spaceCard(house: House, space: SpaceShown): HTMLElement {
  const shared = space.kind === "group" || space.kind === "pair";
  const shown = card(
    nameOf(space),
    h("p", { class: "hint" }, readersOf(space), h("br"), keptFor(space)),
    emergencyNotice(space),
    goesSoon(house, space),
    space.missing.length > 0 && h("p", { class: "error" }, tn("One listed note is missing at the server.", "%(n)s listed notes are missing at the server.", space.missing.length)),
    noteList(house, space),
    h(
      "div",
      { class: "actions" },
      button(space.kind === "journal" ? t("New entry") : t("New note"), () => void house.go({ at: "write", space: space.id, id: null }), "btn2"),
      space.kind === "group" && button(t("Workroom"), () => void house.go({ at: "workroom", space: space.id }), "btn2"),
      shared && button(t("Messages"), () => void house.go({ at: "messages", space: space.id }), "btn2"),
      shared && button(space.unverified ? t("Members (not verified yet)") : t("Members"), () => void house.go({ at: "circle", space: space.id }), "btn2"),
      button(t("Bring in old notes"), () => void house.go({ at: "import", space: space.id }), "btnghost"),
    ),
    space.kind === "journal" && space.process === null && dayAfter(house, space),
  );
  for (const [name, act] of Object.entries(dropping((files) => void bringHere(house, space.id, files)))) shown.addEventListener(name.slice(2), act);
  return shown;
}

function beginning(house: House, { spaces, places }: Spaces): HTMLElement | null {
  const begun = new Set(spaces.filter(({ kind, aside }) => kind === "own" && !aside).map(({ process }) => process?.id));
  const free = (places["own"] ?? []).filter(({ id }) => !begun.has(id));
  const journal = spaces.some(({ kind, process, aside }) => kind === "journal" && !process && !aside);
  const begin = onceAtATime(async (kind: "own" | "journal", process: string | null): Promise<void> => {
    try {
      await house.client.circles.found(kind, process);
      await house.go({ at: "notes" });
    } catch (fault) {
      trouble(wordsFor(codeOf(fault)));
    }
  });
  if (free.length === 0 && journal) return null;
  return card(
    t("Begin"),
    !journal && button(t("Begin a journal of my own"), () => void begin("journal", null), "btn2"),
    ...free.map(({ id, name }) => button(t("Begin notes: %(name)s", { name }), () => void begin("own", id), "btn2")),
  );
}
