/** What was written on this device and did not reach the server: sent now, and offered to go on with. */

import type { Draft } from "../drafts/draft";
import type { SpaceShown } from "../worker/rooms/circles";
import { button, card, h } from "./dom";
import type { House } from "./house";
import { holdNote } from "./note-lock";
import { exactly, t, when } from "./words";

const LONG = 4000; // ms

let house: House | null = null;
let found: Draft[] = []; // as they were when the notes were opened; shown until one goes on with them or locks

/** The card that offers them; null when there is nothing. Sending goes on meanwhile. */
export async function unfinished(current: House, spaces: readonly SpaceShown[]): Promise<HTMLElement | null> {
  if (house === null) addEventListener("online", () => void sendKept());
  house = current;
  const kept = await current.client.drafts.mine();
  const known = new Set(spaces.map(({ id }) => id));
  const ids = new Set(kept.map(({ id }) => id));
  found = [...kept, ...found.filter(({ id }) => !ids.has(id))].filter(({ space }) => known.has(space));
  void sendKept();
  const rows = [...found.map((draft) => row(current, draft, spaces)), ...(await fileRows(current, spaces))];
  return rows.length > 0 ? card(t("Go on where you were"), h("ul", { class: "rows" }, ...rows)) : null;
}

/** Notes with a file that was not wholly sent: opening one sends what is missing. */
async function fileRows(current: House, spaces: readonly SpaceShown[]): Promise<HTMLElement[]> {
  const waiting = (await current.client.files.waiting()).filter(({ space, note }) => spaces.some(({ id }) => id === space) && !found.some(({ id }) => id === note));
  return [...new Map(waiting.map((one) => [one.note, one])).values()].map(({ space, note }) => {
    const title = spaces.flatMap(({ listed }) => listed).find(({ id }) => id === note)?.title;
    const names = waiting.filter((one) => one.note === note).map(({ name }) => name).join(", ");
    const goOn = (): void => void current.go({ at: "write", space, id: note });
    return h("li", { class: "row below", "data-waits": note }, button(title || t("Without a title"), goOn, "act"), h("span", { class: "hint" }, t("A file waits on this device to be sent: %(names)s", { names })));
  });
}

/** Nothing of one visit is shown in the next. */
export const forgetUnfinished = (): void => void (found = []);

function row(current: House, draft: Draft, spaces: readonly SpaceShown[]): HTMLElement {
  const listed = spaces.flatMap((space) => space.listed).find(({ id }) => id === draft.id);
  const [here, there] = [exactly(draft.at), listed ? when(listed.changed) : ""];
  const times = [t("Written on this device %(at)s", { at: here }), there ? t("at the server %(at)s", { at: there }) : t("not yet at the server")];
  const goOn = (): void => {
    found = found.filter(({ id }) => id !== draft.id);
    void current.go(draft.kind === "work" ? { at: "workroom", space: draft.space, tool: draft.note.tags[0] ?? "", id: draft.note.tags[1] ?? "" } : { at: "write", space: draft.space, id: draft.id });
  };
  return h("li", { class: "row below" }, button(draft.note.title || t("Without a title"), goOn, "act"), h("span", { class: "hint" }, times.join("; ")));
}

const underway = new Map<string, Promise<void>>();

/** Once a draft of this note that is being sent just now has arrived; or after a while, when it does not. */
export async function sentFirst(id: string): Promise<void> {
  await Promise.race([underway.get(id), new Promise((resolve) => setTimeout(resolve, underway.has(id) ? LONG : 0))]);
}

/** Send what no window is writing; what cannot be sent stays where it is. */
async function sendKept(): Promise<void> {
  if (!house) return;
  for (const { id } of await house.client.drafts.mine().catch(() => [])) {
    const sending = underway.get(id) ?? sendOne(house, id);
    underway.set(id, sending);
    await sending.finally(() => underway.delete(id));
  }
}

async function sendOne({ client, keepsDrafts }: House, id: string): Promise<void> {
  const hold = await holdNote(id, () => Promise.resolve());
  if (!hold) return;
  try {
    const now = (await client.drafts.mine()).find((draft) => draft.id === id);
    if (!now) return;
    await client.outbox.send({ ...now, tried: await client.drafts.keep(now, true, keepsDrafts()) });
    await client.drafts.drop(id);
  } catch {
    // no connection, or the circle waits for its key: later
  } finally {
    hold.free();
  }
}
