/** One window writes a note at a time; a second one can take over. A window that is killed lets go by itself. */

export interface Hold {
  free: () => void;
}

const channel = "BroadcastChannel" in self ? new BroadcastChannel("tuokio-notes") : null;
const WAIT = 3000; // ms that the other window has for keeping what was typed

/** Take a note for writing; null while another window has it. `asked` hands over: afterwards this window only reads. */
export function holdNote(id: string, asked: () => Promise<void>): Promise<Hold | null> {
  return request(id, { ifAvailable: true }, asked);
}

/** Ask the window that has it to keep what was typed and let go; one that does not answer loses it. */
export async function takeNote(id: string, asked: () => Promise<void>): Promise<Hold | null> {
  channel?.postMessage({ take: id });
  const waiting = await request(id, { signal: AbortSignal.timeout(WAIT) }, asked).catch(() => null);
  return waiting ?? request(id, { steal: true }, asked);
}

function request(id: string, how: LockOptions, asked: () => Promise<void>): Promise<Hold | null> {
  if (!("locks" in navigator)) return Promise.resolve({ free: () => undefined });
  return new Promise((resolve, reject) => {
    let given = false;
    navigator.locks
      .request(`note:${id}`, how, (lock) => {
        if (!lock) return resolve(null);
        given = true;
        return new Promise<void>((release) => {
          const hear = ({ data }: MessageEvent<{ take: string }>): void => {
            if (data.take === id) void asked().finally(free);
          };
          const free = (): void => {
            channel?.removeEventListener("message", hear);
            release();
          };
          channel?.addEventListener("message", hear);
          resolve({ free });
        });
      })
      .catch((fault: unknown) => {
        if (given) void asked(); // stolen by a window that got no answer
        else reject(fault instanceof Error ? fault : new Error("no lock"));
      });
  });
}
