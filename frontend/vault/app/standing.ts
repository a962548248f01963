/** Where what was written is, in words. */

import type { Standing } from "../drafts/writer";
import { wordsFor } from "./faults";
import { t } from "./words";

export function wordsOfStanding(standing: Standing): string {
  switch (standing.at) {
    case "typing":
      return t("Not saved yet");
    case "here":
      return t("Saved, locked, on this device");
    case "sending":
      return t("Saving …");
    case "there":
      return t("Saved, locked, on the server");
    case "waiting":
      return [standing.here && `${t("Saved, locked, on this device")}.`, wordsFor(standing.code)].filter(Boolean).join(" ");
  }
}
