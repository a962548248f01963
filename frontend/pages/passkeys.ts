/**
 * Making and showing a passkey. `<form data-passkey="create|get">` carries a hidden field `credential` and says
 * where its options stand: `data-options="#id"` of a JSON script element, or `data-options-url`.
 */

import { answerJson, asPasskey, creationOptions, requestOptions } from "./passkey-json";

interface Options {
  creation_options?: { publicKey: PublicKeyCredentialCreationOptionsJSON };
  request_options?: { publicKey: PublicKeyCredentialRequestOptionsJSON };
}

if ("PublicKeyCredential" in window && "credentials" in navigator) {
  for (const hidden of document.querySelectorAll<HTMLElement>("[data-needs-passkey]")) hidden.hidden = false;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) prepare(form);
} else {
  for (const words of document.querySelectorAll<HTMLElement>("[data-without-passkey]")) words.hidden = false;
}

function prepare(form: HTMLFormElement): void {
  const failed = form.querySelector<HTMLElement>("[data-passkey-failed]");
  let asking = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    if (failed) failed.hidden = true;
    form.setAttribute("aria-busy", "true");
    credentialFor(form)
      .then((credential) => {
        const field = form.elements.namedItem("credential");
        if (!(field instanceof HTMLInputElement)) throw new Error("The form has no field for the credential.");
        field.value = JSON.stringify(credential);
        form.submit();
      })
      .catch(() => {
        // closed, timed out, or no key on this device: the page says what to do instead
        asking = false;
        form.removeAttribute("aria-busy");
        if (failed) {
          failed.hidden = false;
          failed.tabIndex = -1;
          failed.focus();
        }
      });
  });
}

async function credentialFor(form: HTMLFormElement): Promise<unknown> {
  const options = await optionsOf(form);
  const credential = await (form.dataset["passkey"] === "create" ? create(form, options) : get(options));
  if (!(credential instanceof PublicKeyCredential)) throw new Error("No passkey was given.");
  return answerJson(credential);
}

async function optionsOf(form: HTMLFormElement): Promise<Options> {
  const { options: here, optionsUrl: elsewhere } = form.dataset;
  if (here) return JSON.parse(document.querySelector(here)?.textContent ?? "{}") as Options;
  const answer = await fetch(elsewhere ?? form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`Asking for the options gave ${answer.status}.`);
  return (await answer.json()) as Options;
}

function create(form: HTMLFormElement, options: Options): Promise<Credential | null> {
  const given = options.creation_options?.publicKey;
  if (!given) throw new Error("There are no options to make a passkey with.");
  const choice = form.elements.namedItem("passwordless");
  const wanted = choice instanceof HTMLInputElement ? choice.type === "hidden" || choice.checked : null;
  const json = wanted === null ? given : asPasskey(given, wanted);
  const publicKey =
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function"
      ? PublicKeyCredential.parseCreationOptionsFromJSON(json)
      : creationOptions(json);
  return navigator.credentials.create({ publicKey });
}

function get(options: Options): Promise<Credential | null> {
  const json = options.request_options?.publicKey;
  if (!json) throw new Error("There are no options to show a passkey with.");
  const publicKey =
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function"
      ? PublicKeyCredential.parseRequestOptionsFromJSON(json)
      : requestOptions(json);
  return navigator.credentials.get({ publicKey });
}
