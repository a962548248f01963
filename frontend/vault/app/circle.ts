/** How a circle is called, and who can read it, in words. */

import type { SpaceShown } from "../worker/rooms/circles";
import { t } from "./words";

export function nameOf({ kind, process }: Pick<SpaceShown, "kind" | "process">): string {
  if (kind === "journal") return process ? t("My journal: %(name)s", { name: process.name }) : t("My journal");
  if (kind === "own") return t("My notes: %(name)s", { name: process?.name ?? "" });
  return process?.name ?? "";
}

export function readersOf(space: SpaceShown): string {
  if (space.kind === "own" || space.kind === "journal") return t("Only you can read this.");
  return t("These can read this: %(names)s", { names: space.readers.join(", ") });
}
