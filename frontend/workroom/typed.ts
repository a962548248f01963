/**
 * What stands on the screen while a page is drawn anew: half-written words, ticks, opened parts.
 *
 * They are read from the page at hand and go with it, so nothing that is not kept yet comes along to another group.
 */

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const typedAt = (id: string): Typed | null => {
  const found = document.getElementById(id);
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement || found instanceof HTMLSelectElement ? found : null;
};

/** What is written in the field with this id now; undefined when there is none. */
export const typed = (id: string): string | undefined => typedAt(id)?.value;

/** Forget what was written there: it was taken. */
export function clear(...ids: string[]): void {
  for (const id of ids) {
    const found = typedAt(id);
    if (found) found.value = "";
  }
}

export function isTicked(id: string): boolean {
  const found = typedAt(id);
  return found instanceof HTMLInputElement && found.checked;
}

export function untick(...ids: string[]): void {
  for (const id of ids) {
    const found = typedAt(id);
    if (found instanceof HTMLInputElement) found.checked = false;
  }
}

/** Whether the part of the page with this id is opened. */
export const isOpen = (id: string): boolean => document.getElementById(id)?.hasAttribute("open") ?? false;

/** Open or close it where it stands, before the page is drawn anew. */
export const setOpen = (id: string, open: boolean): void => void document.getElementById(id)?.toggleAttribute("open", open);
