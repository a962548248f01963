/** Two versions of a text beside each other, paragraph by paragraph. */

export type Pair = { same: string } | { left: string; right: string };
export type Pick = "left" | "right" | "both";

const paragraphs = (text: string): string[] => text.replace(/\s+$/, "").split(/\n{2,}/).filter((one) => one.trim());

/** What stands in both, and between that what stands in one alone or differs (longest common subsequence). */
export function paired(left: string, right: string): Pair[] {
  const [a, b] = [paragraphs(left), paragraphs(right)];
  const common = commonLengths(a, b);
  const pairs: Pair[] = [];
  let [i, j, only] = [0, 0, { left: [] as string[], right: [] as string[] }];
  const close = (): void => {
    if (only.left.length + only.right.length > 0) pairs.push({ left: only.left.join("\n\n"), right: only.right.join("\n\n") });
    only = { left: [], right: [] };
  };
  for (;;) {
    const [one, other] = [a[i], b[j]];
    if (one === undefined && other === undefined) break;
    if (one !== undefined && one === other) {
      close();
      pairs.push({ same: one });
      [i, j] = [i + 1, j + 1];
    } else if (other === undefined || (one !== undefined && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      only.left.push(one ?? "");
      i += 1;
    } else {
      only.right.push(other);
      j += 1;
    }
  }
  close();
  return pairs;
}

/** The one text that the picks make, in order; what is the same in both is in it anyway. */
export function merged(pairs: readonly Pair[], picks: readonly Pick[]): string {
  let next = 0;
  const parts = pairs.flatMap((pair) => {
    if ("same" in pair) return [pair.same];
    const pick = picks[next];
    next += 1;
    return pick === "left" ? [pair.left] : pick === "right" ? [pair.right] : [pair.left, pair.right];
  });
  return parts.filter(Boolean).join("\n\n");
}

/** How many paragraphs the rests from i and j on have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [row, below] = [lengths[i] ?? [], lengths[i + 1] ?? []];
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
