/** Where the keys are: the page asks a room for an act, and gets an answer or a code. One act of a room at a time. */

import { Refusal } from "../core/refusal";
import { Api, NotGranted } from "./api";
import type { Answer, Call } from "./calls";
import { rooms } from "./rooms/rooms";
import { Session } from "./session";

const open = rooms(new Session(new Api(new URL("../../", self.location.href).pathname)));
const before = new Map<string, Promise<void>>();

/** What is asked again and again waits for nothing else of its room. */
const APART = new Set(["posts.news"]);

self.addEventListener("message", ({ data }: MessageEvent<Call>) => {
  if (APART.has(`${data.room}.${data.act}`)) return void answer(data).then((said) => self.postMessage(said));
  const last = before.get(data.room) ?? Promise.resolve();
  before.set(data.room, last.then(async () => self.postMessage(await answer(data))));
});

async function answer({ id, room, act, given }: Call): Promise<Answer> {
  try {
    return { id, value: await actOf(room, act)(...given) };
  } catch (fault) {
    if (fault instanceof NotGranted) return { id, code: fault.code };
    return { id, code: fault instanceof Refusal ? `refused-${fault.reason}` : "failed" };
  }
}

/** Only what a room itself offers: neither what it keeps nor what every object has. */
function actOf(name: string, act: string): (...given: unknown[]) => unknown {
  const room = (Object.hasOwn(open, name) ? open[name as keyof typeof open] : undefined) as Record<string, unknown> | undefined;
  const offered = room && (Object.hasOwn(room, act) || Object.hasOwn(Object.getPrototypeOf(room) as object, act));
  const found = offered && act !== "constructor" ? room[act] : undefined;
  if (typeof found !== "function") throw new NotGranted("failed");
  return (found as (...given: unknown[]) => unknown).bind(room);
}
