/** How a circle is called, and who can read it, in words. */

import type { SpaceShown } from "../worker/rooms/circles";
import { t } from "./words";

export function nameOf({ kind, process, others = [] }: Pick<SpaceShown, "kind" | "process"> & Partial<Pick<SpaceShown, "others">>): string {
  if (kind === "journal") return process ? t("My journal: %(name)s", { name: process.name }) : t("My journal");
  if (kind === "own") return t("My notes: %(name)s", { name: process?.name ?? "" });
  if (kind === "pair") return t("Between two: %(name)s", { name: [...others, process?.name ?? ""].join(" · ") });
  return process?.name ?? "";
}

export function readersOf(space: SpaceShown): string {
  if (space.kind === "own" || space.kind === "journal") return t("Only you can read this.");
  const more = [space.guests > 0 && t("a guest of this meeting"), space.escrow && t("emergency key: %(name)s", { name: space.escrow.name })];
  const names = [...space.readers, ...more.filter((one): one is string => Boolean(one))].join(", ");
  return t("These can read this: %(names)s", { names });
}
