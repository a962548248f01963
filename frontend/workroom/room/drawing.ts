/**
 * Drawing a part of the page anew without taking it from under somebody's hands: the focus, and where they type, stay.
 * When what had the focus is there no more, the part itself has it, so that Tab goes on from here and not from the top.
 */

export function redraw(place: HTMLElement, nodes: readonly (Node | string)[]): void {
  const active = document.activeElement;
  const within = active !== place && place.contains(active);
  const id = active instanceof HTMLElement && within ? active.id : "";
  const typed = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active : null;
  const [start, end, value] = typed && id ? selection(typed) : [null, null, ""];
  const open = new Set([...place.querySelectorAll<HTMLDetailsElement>("details[open][id]")].map((one) => one.id));
  place.replaceChildren(...nodes);
  for (const one of open) place.querySelector(`#${CSS.escape(one)}`)?.setAttribute("open", "");
  const again = id ? place.querySelector<HTMLElement>(`#${CSS.escape(id)}`) : null;
  if (!again) {
    if (within) stays(place);
    return;
  }
  again.focus({ preventScroll: true });
  if (!(again instanceof HTMLInputElement || again instanceof HTMLTextAreaElement) || !typed) return;
  if (again.type !== "checkbox" && again.type !== "radio" && again.value !== value) again.value = value;
  if (start !== null && end !== null) again.setSelectionRange(start, end);
}

function stays(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

function selection(field: HTMLInputElement | HTMLTextAreaElement): [number | null, number | null, string] {
  try {
    return [field.selectionStart, field.selectionEnd, field.value];
  } catch {
    return [null, null, field.value]; // a field without a text has no place in it
  }
}
