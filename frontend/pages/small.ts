/** Small helps that a page does well without: copying, printing, closing the menu. */

export function smallHelps(root: Document): void {
  root.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (pressed?.dataset["copy"]) void copy(pressed);
    else if (pressed && "print" in pressed.dataset) window.print();
    closeMenus(root, event.target);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = root.querySelector<HTMLDetailsElement>("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
  root.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) {
      if (field.form && "submitOnChange" in field.form.dataset) field.form.requestSubmit();
    }
  });
  showWhatNeedsScript(root);
  root.addEventListener("htmx:after:swap", () => showWhatNeedsScript(root));
}

function showWhatNeedsScript(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLElement>("[data-copy][hidden], [data-print][hidden]")) {
    button.hidden = false;
  }
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.querySelector<HTMLElement>(button.dataset["copy"] ?? "");
  if (!source) return;
  const text = "value" in source ? String(source.value) : (source.textContent ?? "").trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // an old browser or a page without https: mark the text, so that one's own copy keys work
    if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) source.select();
    return;
  }
  const words = button.dataset["copied"];
  if (!words) return;
  const before = button.textContent;
  button.textContent = words;
  button.setAttribute("aria-live", "polite");
  window.setTimeout(() => {
    button.textContent = before;
  }, 2500);
}

function closeMenus(root: Document, pressed: EventTarget | null): void {
  for (const menu of root.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (pressed instanceof Node && !menu.contains(pressed)) menu.open = false;
  }
}
