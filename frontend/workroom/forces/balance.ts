/** The sums of a force field, in words. */

import { t, tn } from "../../vault/app/words";
import { type Lists, of, sum } from "../lists/state";

export function balance(state: Lists): string {
  const [carries, holds] = [sum(state, "for"), sum(state, "against")];
  const carried = tn("%(n)s thing carries the change forward", "%(n)s things carry the change forward", of(state, "for").length);
  const held = tn("%(n)s thing holds it back", "%(n)s things hold it back", of(state, "against").length);
  const heavier =
    carries === holds ? t("The two sides weigh as much.") : carries > holds ? t("What carries it weighs more now.") : t("What holds it back weighs more now.");
  return `${t("%(carried)s, %(carries)s in all; %(held)s, %(holds)s in all.", { carried, carries, held, holds })} ${heavier}`;
}
