/**
 * Bringing a draft to the server without ever writing over what somebody else wrote.
 *
 * The server compares version numbers. When another version was first, this looks at what stands there: our own words
 * (an answer was lost on the way) are gone on from; anybody else's stay, and ours go beside them.
 */

import { type Before, type Draft, markOf } from "./draft";
import type { Note } from "./note";

/** The notes of one circle, as the server keeps them. */
export interface Shelf {
  /** What stands there; null when there is nothing that this person can read as a note. */
  look: (id: string) => Promise<{ note: Note; before: Before } | null>;
  /** Save the version after `before` and list it. Throws what `isOvertaken` knows when another was first. */
  save: (id: string, note: Note, before: Before | null, beside: string | null) => Promise<Before>;
  /** List what stands there already. */
  list: (id: string, note: Note, before: Before, beside: string | null) => Promise<void>;
  isOvertaken: (fault: unknown) => boolean;
}

export interface Delivered {
  /** Where it stands now: at its own id, or at another beside it. */
  id: string;
  before: Before;
  beside: string | null;
  /** Mark of what stands there now. */
  from: string;
}

const TRIES = 6;

export async function deliver(draft: Draft, shelf: Shelf): Promise<Delivered> {
  const mine = markOf(draft.note);
  let [id, base, beside, from] = [draft.id, draft.base, draft.beside, draft.from];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      return { id, before: await shelf.save(id, draft.note, base, beside), beside, from: mine };
    } catch (fault) {
      if (!shelf.isOvertaken(fault)) throw fault;
    }
    const there = await shelf.look(id);
    const theirs = there && markOf(there.note);
    if (there && theirs === mine) {
      await shelf.list(id, draft.note, there.before, beside);
      return { id, before: there.before, beside, from: mine };
    }
    if (there && theirs !== null && (theirs === from || draft.tried.includes(theirs))) {
      [base, from] = [there.before, theirs];
    } else if (id !== draft.aside) {
      // erased meanwhile, or somebody put what is no note in its place: it stands for itself; changed meanwhile: both stand, until somebody puts them together
      [id, base, beside, from] = [draft.aside, null, there ? draft.id : null, null];
    } else {
      break;
    }
  }
  throw new Error("Somebody else keeps writing faster.");
}
