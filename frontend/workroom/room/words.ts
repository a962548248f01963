/** What the phases of a meeting are called. */

import { t } from "../../vault/app/words";
import type { Phase } from "./plan";

export const namesOfPhases = (): Record<Phase, string> => ({
  arrive: t("Arriving"),
  bridge: t("From last time"),
  agenda: t("Topics"),
  work: t("Working"),
  "sum-up": t("Summing up"),
  close: t("Closing"),
});
