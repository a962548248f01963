/** The pulse: how a meeting was, answered alone and told in bands. Off until the supervisor switches it on. */

import { t } from "../../vault/app/words";
import type { Tool } from "../tool";
import { forget, page } from "./page";
import { empty, type Pulse, read } from "./state";
import { askOf, partsOf } from "./words";

export const pulse: Tool<Pulse> = {
  id: "pulse",
  name: () => t("Pulse"),
  about: () => t("three statements when a meeting closes, answered alone"),
  one: true,
  empty,
  read,
  page,
  sheet: (state) => ({ title: t("Pulse"), parts: partsOf(state) }),
  words: () => [],
  ask: askOf,
  anew: empty,
  left: forget,
};
