/** The workroom at hand: opened on coming in, kept from page to page there, and closed on leaving. */

import type { House } from "../../vault/app/house";
import { type Hold, holdNote } from "../../vault/app/note-lock";
import { liveId } from "./ids";
import { Workshop } from "./workshop";

let here: { shop: Workshop; hold: Hold | null } | null = null;
let closing = 0;
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

async function open(house: House, space: string): Promise<{ shop: Workshop; hold: Hold | null }> {
  const shop = new Workshop(house, await house.client.circles.open(space));
  const [meetings, circle] = await Promise.all([
    house.client.posts.meetings(space).catch(() => []),
    house.client.members.of(space).catch(() => null),
    shop.meeting.look(),
  ]);
  const now = Date.now();
  const near = meetings.filter(({ starts, minutes }) => Math.abs(Date.parse(starts) - now) < 12 * 3_600_000 + minutes * 60_000);
  shop.nextMeeting = near[0] ?? null;
  shop.link = shop.meeting.isRunning ? (circle?.guest?.link ?? "") : "";
  shop.me = { id: circle?.mine ?? "", name: circle?.people[circle.mine] ?? "" };
  void shop.works.fetchAll().catch(() => undefined);
  const hold = await holdNote(liveId(space), () => close());
  shop.mayWrite = hold !== null;
  return { shop, hold };
}

async function close(): Promise<void> {
  const gone = here;
  here = null;
  await gone?.shop.close();
  gone?.hold?.free();
}
