/** Putting together what two devices wrote at the same time, so that no word of either is lost. */

/** Both texts, once each; `between` stands between them when neither holds the other. */
export function both(mine: string, other: string, between = " / "): string {
  if (mine.includes(other)) return mine;
  return other.includes(mine) ? other : `${mine}${between}${other}`;
}

/** All texts of both lists, in the order of mine and then of the other. */
export const union = (mine: readonly string[], other: readonly string[]): string[] => [...new Set([...mine, ...other])];

/** Things with an id: mine in their order, each put together with the other's of the same id, then what only the other has. */
export function joined<One extends { id: string }>(mine: readonly One[], other: readonly One[], gone: readonly string[], join: (one: One, another: One) => One): One[] {
  const found = mine.map((one) => {
    const another = other.find(({ id }) => id === one.id);
    return another ? join(one, another) : one;
  });
  return [...found, ...other.filter(({ id }) => !mine.some((one) => one.id === id))].filter(({ id }) => !gone.includes(id));
}
