/** Working agreement W1–W6 (domain.md 3): sealed, in versions, accepted by each for themselves; nothing of it leaves the group. */

import { t } from "../../vault/app/words";
import type { Ask } from "../ask";
import type { Sheet } from "../sheet";
import type { Tool } from "../tool";
import { agreementPage } from "./page";
import { ACCEPT, acceptancesOf, type Agreement, CLAUSES, current, linesOf, merged, read, take, type Terms } from "./state";
import { clauseName, gentle } from "./words";

export const agreement: Tool<Agreement> = {
  id: "agreement",
  name: () => t("Our working agreement"),
  about: () => t("how we work, what stays here, what we do if something chafes"),
  one: true,
  empty: gentle,
  read,
  page: agreementPage,
  sheet: sheetOf,
  words: ({ terms }) => CLAUSES.map((clause) => terms[clause]).filter(Boolean),
  ask: askOf,
  take,
  merged,
};

/** On a phone it is accepted as on paper: the words above, and below them what one says to each way of working. */
function askOf(state: Agreement): Ask | null {
  const proposal = current(state);
  if (!proposal) return null;
  const ways = linesOf(proposal.terms.methods).map((words, place) => ({ id: `m${place}`, words: t("Suits me: %(way)s", { way: words }) }));
  return {
    id: proposal.hash,
    form: "pick",
    title: t("Do you accept our working agreement?"),
    hint: t("Give your name, so that the group sees that you have accepted. You may change your answer while the question is here."),
    lines: clausesOf({ ...proposal.terms, methods: "" }).flatMap(({ heading, list }) => list.map((line, place) => (place === 0 ? `${heading}: ${line}` : line))),
    choices: [{ id: ACCEPT, words: t("I accept version %(n)s", { n: state.proposals.length }) }, ...ways],
    most: ways.length + 1,
    ticks: true,
  };
}

const clausesOf = (terms: Terms): { heading: string; list: string[] }[] =>
  CLAUSES.map((clause) => ({ heading: clauseName(clause), list: linesOf(terms[clause]) })).filter(({ list }) => list.length > 0);

const PENS = 8;

/** With rows to sign: accepted on paper is accepted, and a photo of it is a version. */
function sheetOf(state: Agreement): Sheet {
  const proposal = current(state);
  const names = proposal ? acceptancesOf(state, proposal.hash).map(({ name }) => [name, t("accepted")]) : [];
  const pens = Array.from({ length: PENS }, () => ["", ""]);
  return {
    title: t("Our working agreement"),
    parts: [...clausesOf(proposal?.terms ?? state.terms), { heading: t("Who has accepted"), table: { head: [t("Name"), t("I accept, day and signature")], rows: [...names, ...pens] } }],
  };
}
