/** Lists of things with ids: one changed, put one step up or down, taken away. */

interface Known {
  id: string;
}

export function changed<One extends Known>(list: readonly One[], id: string, change: (one: One) => One): One[] {
  return list.map((one) => (one.id === id ? change(one) : one));
}

/** One step towards the beginning (-1) or the end (1); at the edge it stays. */
export function moved<One extends Known>(list: readonly One[], id: string, step: -1 | 1): One[] {
  const at = list.findIndex((one) => one.id === id);
  const [one, other] = [list[at], list[at + step]];
  if (!one || !other) return [...list];
  return list.with(at, other).with(at + step, one);
}

export const without = <One extends Known>(list: readonly One[], id: string): One[] => list.filter((one) => one.id !== id);
