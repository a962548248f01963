/** The workroom at hand: opened on coming in, kept from page to page there, and closed on leaving. */

import type { House } from "../../vault/app/house";
import { button, h, show } from "../../vault/app/dom";
import { type Hold, holdNote, takeNote } from "../../vault/app/note-lock";
import { t } from "../../vault/app/words";
import { liveId } from "./ids";
import { Workshop } from "./workshop";

let here: { shop: Workshop; hold: Hold | null } | null = null;
let closing = 0;
const NEAR = 12 * 3_600_000; // ms around now in which a planned meeting is the one at hand
const QUIET = 2000; // ms after which what may be needed later is fetched
const GRACE = 400; // ms in which another page of the same workroom takes it over

export async function place(house: House, space: string): Promise<Workshop> {
  clearTimeout(closing);
  if (here && here.shop.space.id !== space) await close();
  const { shop } = (here ??= await open(house, space));
  house.beforeLeaving(
    () => shop.keep(),
    () => (closing = window.setTimeout(() => void close(), GRACE)),
  );
  return shop;
}

/** Another window of this browser has the workroom: this one shows what is kept, and offers to go on. */
export function elsewhere(shop: Workshop): HTMLElement | null {
  if (shop.mayWrite) return null;
  const goOn = async (): Promise<void> => {
    await close();
    taking = true;
    await shop.go();
  };
  return h("div", { class: "notice" }, h("p", {}, t("The workroom is open in another window. Here you can read it.")), button(t("Go on here"), () => void goOn(), "btn2"));
}

/** Another window goes on: everything was kept, and this one offers the way back. */
async function givenAway(house: House, space: string): Promise<void> {
  await here?.shop.keep();
  await close();
  const back = (): void => {
    taking = true;
    void house.go({ at: "workroom", space });
  };
  house.beforeLeaving(() => Promise.resolve());
  show(t("The workroom goes on in another window"), h("p", {}, t("What was written here is kept.")), h("div", { class: "actions" }, button(t("Go on here"), back, "btn"), button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2")));
}

let taking = false;

async function open(house: House, space: string): Promise<{ shop: Workshop; hold: Hold | null }> {
  const hold = await (taking ? takeNote : holdNote)(liveId(space), () => givenAway(house, space));
  taking = false;
  try {
    const shop = new Workshop(house, await house.client.circles.open(space));
    await furnish(shop, space);
    shop.mayWrite = hold !== null;
    return { shop, hold };
  } catch (fault) {
    hold?.free();
    throw fault;
  }
}

/** What is known of the process around it: its meetings, who one is there, whether a meeting is under way. */
async function furnish(shop: Workshop, space: string): Promise<void> {
  const { client } = shop.house;
  const [meetings] = await Promise.all([client.posts.meetings(space).catch(() => []), shop.meeting.look()]);
  const now = Date.now();
  shop.nextMeeting = meetings.find(({ starts, minutes }) => Math.abs(Date.parse(starts) - now) < NEAR + minutes * 60_000) ?? null;
  shop.link = shop.meeting.isRunning ? (shop.space.guest?.link ?? "") : "";
  shop.me = { id: shop.space.mine, name: shop.space.people[shop.space.mine] ?? "" };
  setTimeout(() => void shop.works.fetchAll().catch(() => undefined), QUIET); // each subject then opens without a connection
}

async function close(): Promise<void> {
  const gone = here;
  here = null;
  await gone?.shop.close();
  gone?.hold?.free();
}
