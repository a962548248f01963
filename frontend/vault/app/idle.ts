/** Locks after a quarter of an hour without a touch, and says so a minute before. */

const LIMIT = 15 * 60_000;
const WARNING = 60_000;

export interface Idle {
  stop: () => void;
}

export function watchIdle(warn: (seconds: number) => void, calm: () => void, lock: () => void, limit = LIMIT): Idle {
  let last = Date.now();
  let warned = false;
  const touched = (): void => {
    last = Date.now();
    if (warned) calm();
    warned = false;
  };
  const look = (): void => {
    const left = limit - (Date.now() - last);
    if (left <= 0) return lock();
    if (left <= Math.min(WARNING, limit / 2)) {
      warned = true;
      warn(Math.ceil(left / 1000));
    }
  };
  const events = ["keydown", "pointerdown", "scroll", "input"] as const;
  for (const event of events) addEventListener(event, touched, { passive: true });
  const clock = window.setInterval(look, 1000);
  return {
    stop(): void {
      clearInterval(clock);
      for (const event of events) removeEventListener(event, touched);
    },
  };
}
