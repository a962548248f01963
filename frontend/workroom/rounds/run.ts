/**
 * A round under way: which step, since when, and who has which role.
 *
 * It is in this page's memory alone, and ends with the page: not the case, not who, not when is kept.
 */

import { type Role, type Shown, minutesOf } from "./script";

/** Somebody in the room, by the name that stands on this screen. */
export type Seat = { id: string; name: string; role: Role | "" };

export type Run = {
  script: Shown;
  /** Minutes of each step in this meeting. */
  minutes: number[];
  seats: Seat[];
  step: number;
  /** When this step came, in milliseconds of the clock. */
  since: number;
};

/** How many minutes of a meeting are for working, by its length (domain 1.3); of 120 minutes two rounds may share them. */
export const WORK = { 60: 35, 75: 45, 120: 70 } as const;

/**
 * A script's minutes in as many as there are: whole minutes in the same proportion, one at least for each step, and
 * together exactly `total` (or one a step where there are fewer).
 */
export function scaled(minutes: readonly number[], total: number): number[] {
  const spare = Math.max(0, total - minutes.length);
  const sum = minutes.reduce((all, one) => all + one - 1, 0);
  const shares = minutes.map((one) => (sum === 0 ? spare / minutes.length : ((one - 1) * spare) / sum));
  const whole = shares.map(Math.floor);
  const left = spare - whole.reduce((all, one) => all + one, 0);
  const first = shares.map((share, index) => ({ index, rest: share % 1 })).sort((a, b) => b.rest - a.rest || a.index - b.index).slice(0, left);
  return whole.map((one, index) => 1 + one + (first.some((more) => more.index === index) ? 1 : 0));
}

/** The same script, its minutes as they are when `total` is null. */
export const minutesFor = (script: Shown, total: number | null): number[] => {
  const own = script.steps.map(({ minutes }) => minutes);
  return total === null || total === minutesOf(script) ? own : scaled(own, total);
};

export const begun = (script: Shown, minutes: number[], seats: Seat[], now: number): Run => ({ script, minutes, seats, step: 0, since: now });

/** To the next step or back; its clock begins anew. The same run where there is no such step. */
export function turned(run: Run, by: 1 | -1, now: number): Run {
  const step = run.step + by;
  return step < 0 || step >= run.script.steps.length ? run : { ...run, step, since: now };
}

/** Whole minutes that this step still has; 0 when its time is full. A clock that was set back takes no time away. */
export function left(run: Run, now: number): number {
  const passed = Math.max(0, now - run.since) / 60_000;
  return Math.max(0, Math.ceil((run.minutes[run.step] ?? 0) - passed));
}

/** Who has a role, in the order of the list. */
export const holders = (seats: readonly Seat[], role: Role): string[] => seats.filter((seat) => seat.role === role && seat.name.trim()).map(({ name }) => name.trim());

const SINGLE: readonly Role[] = ["giver", "moderator", "timekeeper"];

/**
 * Draw the roles that nobody has yet, and give everybody else their place in the group: what was chosen stays.
 * `chance` gives a number from 0 up to 1.
 */
export function drawn(seats: readonly Seat[], roles: readonly Role[], chance: () => number): Seat[] {
  const free = seats.filter(({ role, name }) => role === "" && name.trim());
  const missing = SINGLE.filter((role) => roles.includes(role) && !seats.some((seat) => seat.role === role));
  const given = new Map<string, Role>();
  for (const role of missing) {
    const [seat] = free.splice(Math.floor(chance() * free.length), 1);
    if (seat) given.set(seat.id, role);
  }
  const rest: Role = roles.includes("group") ? "group" : "observers";
  return seats.map((seat) => (seat.role !== "" || !seat.name.trim() ? seat : { ...seat, role: given.get(seat.id) ?? rest }));
}
