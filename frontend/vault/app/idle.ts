/** Locks after some minutes without a touch, and says so a minute before; any key goes on. */

const WARNING = 60_000;

export interface Idle {
  stop: () => void;
}

export interface Watching {
  minutes: number;
  /** A minute is left, or fewer seconds; called each second. What is being written is saved before. */
  warn: (seconds: number) => void;
  calm: () => void;
  lock: () => void;
}

export function watchIdle({ minutes, warn, calm, lock }: Watching): Idle {
  const limit = minutes * 60_000;
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
    if (left <= WARNING) {
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
