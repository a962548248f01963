/** The day on which a requirement is looked at again, and the reminder of it. */

import { field, trouble } from "../../vault/app/dom";
import { t } from "../../vault/app/words";
import type { Desk } from "../tool";
import { labelOf } from "./words";

export function dateField(id: string, value: string): { row: HTMLElement; input: HTMLInputElement } {
  const { row, input } = field(labelOf("review"), { id, hint: t("On that day you are reminded that something waits, without a word of what.") });
  (input as HTMLInputElement).type = "date";
  input.value = value;
  return { row, input: input as HTMLInputElement };
}

/** The server learns an opaque id and a day to come; no day, or one that is here already, is no reminder. That it could not be told is no reason to stop. */
export function remind(desk: Pick<Desk<unknown>, "remind" | "today">, id: string, on: string): void {
  desk.remind?.(id, on > desk.today() ? on : null).catch(() => trouble(t("The day is kept, but the reminder could not be set now.")));
}
