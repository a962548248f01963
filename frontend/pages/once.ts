/** A form is sent once: the second press waits for the first. Everything is put back on "back". */

const WAIT_BEFORE_WORDS = 300; // ms; a quick answer needs no words

export function sendOnce(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.method === "get" || "twiceOk" in form.dataset || form.target) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    markSent(form, event.submitter);
  });
  window.addEventListener("pageshow", () => putBack(root));
  // parts swapped by htmx stay on the page: their forms may be sent again
  root.addEventListener("htmx:finally:request", () => putBack(root));
}

function markSent(form: HTMLFormElement, pressed: HTMLElement | null): void {
  form.dataset["sent"] = "";
  form.setAttribute("aria-busy", "true");
  const button = pressed ?? form.querySelector<HTMLElement>("button:not([type=button])");
  if (!button) return;
  // not `disabled`: that would drop the button's own value and the focus
  button.setAttribute("aria-disabled", "true");
  window.setTimeout(() => {
    if (!("sent" in form.dataset) || button.tagName !== "BUTTON") return;
    const words = button.dataset["busy"] ?? document.body.dataset["busy"];
    if (!words) return;
    button.dataset["words"] = button.innerHTML;
    button.textContent = words;
  }, WAIT_BEFORE_WORDS);
}

function putBack(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-sent]")) {
    delete form.dataset["sent"];
    form.removeAttribute("aria-busy");
  }
  for (const button of root.querySelectorAll<HTMLElement>("[aria-disabled=true]")) {
    button.removeAttribute("aria-disabled");
    const words = button.dataset["words"];
    if (words === undefined) continue;
    button.innerHTML = words;
    delete button.dataset["words"];
  }
}
