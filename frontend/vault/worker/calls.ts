/** How the page and the worker speak: a call by room and act, an answer or a code. */

import type { Rooms } from "./rooms/rooms";

type Act = (...given: never[]) => unknown;

export interface Call {
  id: number;
  room: string;
  act: string;
  given: unknown[];
}

export type Answer = { id: number; value: unknown } | { id: number; code: string };

type ActsOf<Room> = {
  [Name in keyof Room as Room[Name] extends Act ? Name : never]: Room[Name] extends (...given: infer Given) => infer Said
    ? (...given: Given) => Promise<Awaited<Said>>
    : never;
};

/** The rooms as a page sees them: every act answers later. */
export type Client = { [Room in keyof Rooms]: ActsOf<Rooms[Room]> };

/** Whatever went wrong, as the code that a page has words for; never what was being read or written. */
export class Fault extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = "Fault";
  }
}

/** Told by its name: the workroom's script has a class of its own. */
export const codeOf = (fault: unknown): string => (fault instanceof Error && fault.name === "Fault" ? (fault as Fault).code : "failed");

/** The rooms behind a worker, as if they were here. */
export function clientOf(worker: Pick<Worker, "postMessage" | "addEventListener">): Client {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (fault: Fault) => void }>();
  let last = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const caller = waiting.get(data.id);
    waiting.delete(data.id);
    if ("code" in data) caller?.reject(new Fault(data.code));
    else caller?.resolve(data.value);
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Fault("failed"));
    waiting.clear();
  });
  const call = (room: string, act: string, given: unknown[]): Promise<unknown> => {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, room, act, given } satisfies Call, secretsIn(given));
    });
  };
  const acts = (room: string): object =>
    new Proxy({}, { get: (_target, act) => (...given: unknown[]) => call(room, String(act), given) });
  return new Proxy({} as Client, { get: (_target, room) => acts(String(room)) });
}

/** What a passkey gave goes over to the worker and is gone here. */
function secretsIn(given: unknown[]): Transferable[] {
  return given.flatMap((one) => {
    const prf = typeof one === "object" && one && "prf" in one ? one.prf : null;
    return prf instanceof ArrayBuffer ? [prf] : [];
  });
}
