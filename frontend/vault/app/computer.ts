/**
 * Whose computer this is. Until somebody says that it is their own, nothing is kept in this browser: no key, no draft,
 * no choice.
 */

const OWN = "tuokio-own";
const IDLE = "tuokio-idle";

let own = false;
let idle = 15;

/** What this browser remembers of it, or what was said when signing in. */
export function settleComputer(saidAtSignIn: boolean): void {
  own = saidAtSignIn || kept(OWN) === "1";
  const minutes = Number(kept(IDLE));
  if (minutes >= 5 && minutes <= 60) idle = minutes;
}

export const isOwnComputer = (): boolean => own;

export async function chooseComputer(isOwn: boolean): Promise<void> {
  own = isOwn;
  if (isOwn) {
    keep(OWN, "1");
    await navigator.storage?.persist?.().catch(() => false); // else the browser may throw away what is kept
  } else {
    await keepNothing();
  }
}

export const idleMinutes = (): number => idle;

export function chooseIdle(minutes: number): void {
  idle = Math.min(60, Math.max(5, Math.round(minutes)));
  if (own) keep(IDLE, String(idle));
}

/** Erase whatever this host has kept in this browser. */
async function keepNothing(): Promise<void> {
  try {
    localStorage.clear();
    const found = await indexedDB.databases();
    for (const { name } of found) if (name) indexedDB.deleteDatabase(name);
  } catch {
    // storage is closed to us: then nothing is in it either
  }
}

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // not kept: asked again next time
  }
}
