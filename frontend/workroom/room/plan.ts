/**
 * How a meeting goes, by its length: phases and minutes (domain 1.3), and what a quiet clock says of them. It forces
 * nothing, and nothing of it is kept.
 */

export const LENGTHS = [45, 60, 75, 120] as const;
export type Length = (typeof LENGTHS)[number];
export const PHASES = ["arrive", "bridge", "agenda", "work", "sum-up", "close"] as const;
export type Phase = (typeof PHASES)[number];

const MINUTES: Record<Length, readonly [number, number, number, number, number, number]> = {
  45: [4, 4, 4, 25, 4, 4],
  60: [5, 5, 5, 35, 5, 5],
  75: [8, 7, 5, 45, 5, 5],
  120: [10, 10, 10, 70, 10, 10],
};

export interface Step {
  phase: Phase;
  minutes: number;
}

/** The nearest of the four lengths. */
export const lengthOf = (minutes: number): Length => LENGTHS.reduce((best, one) => (Math.abs(one - minutes) < Math.abs(best - minutes) ? one : best));

export function planOf(minutes: number): Step[] {
  const length = lengthOf(minutes);
  return PHASES.map((phase, place) => ({ phase, minutes: MINUTES[length][place] ?? 0 }));
}

/** Whole minutes until the plan leaves this phase: 0 once its time is full. `elapsed` is minutes since the beginning. */
export function leftOf(plan: readonly Step[], phase: Phase, elapsed: number): number {
  const place = plan.findIndex((step) => step.phase === phase);
  const until = plan.slice(0, place + 1).reduce((sum, { minutes }) => sum + minutes, 0);
  return Math.max(0, Math.ceil(until - elapsed));
}

const OVERRUN = 15; // minutes that a meeting may last longer

/** Whether a meeting of so many minutes is still held, by the clock: talk needs no hands, so its screen stays open. */
export const isHeld = ({ began, minutes }: { began: string; minutes: number }, now: number): boolean => now - Date.parse(began) < (minutes + OVERRUN) * 60_000;

/** Minutes for each person in turn, if everybody has one (domain 1.3: the length less twenty, divided). */
export const turnOf = (minutes: number, people: number): number => Math.max(1, Math.floor((minutes - 20) / Math.max(1, people)));
