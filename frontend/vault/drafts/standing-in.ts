/** For tests: the server's rule of versions in a few lines, held against the real one by tests/vault/test_versions.py. */

import type { Shelf } from "./deliver";
import type { Before } from "./draft";
import { bodyOf, type Note, noteOf } from "./note";

export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export class StandIn {
  readonly kept = new Map<string, { rev: number; body: string }>();
  readonly listed = new Map<string, string | null>();

  keep(id: string, rev: number, body: string): void {
    const there = this.kept.get(id);
    if (rev === 1 ? there !== undefined : there?.rev !== rev - 1) throw new Refused("overtaken");
    this.kept.set(id, { rev, body });
  }

  fetch(id: string): { rev: number; body: string } {
    const there = this.kept.get(id);
    if (!there) throw new Refused("not-there");
    return there;
  }

  erase(id: string, rev: number): void {
    if (this.fetch(id).rev !== rev) throw new Refused("overtaken");
    this.kept.delete(id);
  }

  notes(): Note[] {
    return [...this.kept.values()].map(({ body }) => noteOf(JSON.parse(body) as never));
  }
}

/** What may happen to a request: it arrives, never arrives, or arrives and its answer is lost. */
export type Wire = () => "through" | "lost" | "answer lost";

export function shelfOf(server: StandIn, wire: Wire): Shelf {
  const asked = <Answer>(act: () => Answer): Promise<Answer> => {
    const way = wire();
    if (way === "lost") return Promise.reject(new Refused("offline"));
    try {
      const answer = act();
      return way === "answer lost" ? Promise.reject(new Refused("offline")) : Promise.resolve(answer);
    } catch (fault) {
      return Promise.reject(fault as Error);
    }
  };
  const before = (rev: number): Before => ({ rev, mark: String(rev) });
  return {
    async look(id) {
      try {
        const { rev, body } = await asked(() => server.fetch(id));
        return { note: noteOf(JSON.parse(body) as never), before: before(rev) };
      } catch (fault) {
        if (fault instanceof Refused && fault.code === "not-there") return null;
        throw fault;
      }
    },
    async save(id, note, base, beside) {
      const rev = (base?.rev ?? 0) + 1;
      await asked(() => server.keep(id, rev, JSON.stringify(bodyOf(note))));
      await asked(() => server.listed.set(id, beside));
      return before(rev);
    },
    list: async (id, _note, _before, beside) => void (await asked(() => server.listed.set(id, beside))),
    isOvertaken: (fault) => fault instanceof Refused && fault.code === "overtaken",
  };
}
