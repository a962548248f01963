/** How the page and the worker speak: a call by name, an answer or a code. */

import type { Vault } from "./vault";

type Acts = { [Name in keyof Vault as Vault[Name] extends (...given: never[]) => unknown ? Name : never]: Vault[Name] };
export type Name = keyof Acts;

export interface Call {
  id: number;
  name: Name;
  given: unknown[];
}

export type Answer = { id: number; value: unknown } | { id: number; code: string };

export type Client = {
  [Key in Name]: (...given: Parameters<Acts[Key]>) => Promise<Awaited<ReturnType<Acts[Key]>>>;
};

/** Whatever went wrong, as the code that a page has words for; never what was being read or written. */
export class Fault extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = "Fault";
  }
}

/** The vault behind a worker, as if it were here. */
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
  const call = (name: Name, given: unknown[]): Promise<unknown> => {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, given } satisfies Call);
    });
  };
  return new Proxy({} as Client, {
    get: (_target, name) => (...given: unknown[]) => call(name as Name, given),
  });
}
