/** An observation about structures as it would be given: what was noticed, whose matter it is, what is wished. */

import { t } from "../../vault/app/words";
import type { Sheet } from "../sheet";
import type { Offer } from "../tool";
import { type Observation, OWN } from "./state";

const sheetOf = ({ text, owner, wish }: Observation): Sheet => ({
  title: t("Observation and wish"),
  parts: [{ text }, ...(owner ? [{ heading: t("Whose matter it is"), text: owner }] : []), ...(wish ? [{ heading: t("What we wish"), text: wish }] : [])],
});

export const ofObservation = (one: Observation): Offer => ({ from: `${OWN} ${one.id}`, tool: t("Observations about structures"), subject: "", what: { key: one.id, kind: "observation", sheet: sheetOf(one) } });
