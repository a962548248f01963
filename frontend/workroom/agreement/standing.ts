/** How a version stands: who has accepted it, who has not yet, and which methods suit everybody who has. */

import { type Acceptance, acceptancesOf, type Agreement, current, linesOf, type Proposal } from "./state";

export interface Standing {
  /** Each person of the process with their acceptance, in the order of the house. */
  people: { name: string; acceptance: Acceptance | null }[];
  /** Acceptances of people whom the house does not know by that name: guests. */
  guests: Acceptance[];
  everybody: boolean;
}

const plain = (name: string): string => name.normalize("NFC").trim().toLocaleLowerCase("fi");
const first = (name: string): string => plain(name).split(/\s+/)[0] ?? "";

/** The person a name means: the same name, or a first name that only one of them has. */
function meant(name: string, people: readonly string[]): string | undefined {
  const same = people.find((one) => plain(one) === plain(name));
  const alike = people.filter((one) => first(one) === plain(name));
  return same ?? (alike.length === 1 ? alike[0] : undefined);
}

export function standing(state: Agreement, { hash }: Proposal, names: readonly string[]): Standing {
  const known = acceptancesOf(state, hash).map((acceptance) => [meant(acceptance.name, names), acceptance] as const);
  const people = names.map((name) => ({ name, acceptance: known.find(([who]) => who === name)?.[1] ?? null }));
  const guests = known.filter(([who]) => who === undefined).map(([, acceptance]) => acceptance);
  return { people, guests, everybody: people.length > 0 && people.every(({ acceptance }) => acceptance) };
}

/**
 * Each method of the version, and whether it suits all who have accepted. The page says no more: whom it does not suit
 * is for them to tell.
 */
export function methods(state: Agreement): { words: string; suits: "all" | "not-all" | "open" }[] {
  const proposal = current(state);
  if (!proposal) return [];
  const said = acceptancesOf(state, proposal.hash);
  return linesOf(proposal.terms.methods).map((words, place) => {
    const all = said.every((one) => one.methods.includes(place));
    return { words, suits: said.length === 0 ? "open" : all ? "all" : "not-all" };
  });
}
