/** Where the parts of this page lie, and the one policy by which it starts its workers. */

const base = new URL(".", document.baseURI);

type Named = Record<string, [name: string, hash: string]>;

function named(file: string): { address: string; hash: string } {
  const [name, hash] = (JSON.parse(document.querySelector("#parts")?.textContent ?? "{}") as Named)[file] ?? [];
  if (!name || !hash) throw new Error(`This page has no part called ${file}.`);
  return { address: new URL(name, base).pathname, hash };
}

/** The address of a part by its plain name; the page names each with its hash. */
export const addressOf = (file: string): string => named(file).address;

/** A part by its plain name, held against the hash that the page names. Throws when it is another. */
export async function part(file: string): Promise<Response> {
  const { address, hash } = named(file);
  const answer = await fetch(address, { integrity: hash, credentials: "omit", redirect: "error" });
  if (!answer.ok) throw new Error(`The part ${file} is missing.`);
  return answer;
}

/** Whether these pages stand at the main pages' own host, which is weaker. */
export const sharesHost = base.pathname !== "/";

/** Where people sign in: the one thing that this host tells to anybody. Throws without a connection. */
export async function mainHost(): Promise<string> {
  const answer = await fetch(new URL("api/house", base), { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error("The server does not tell where people sign in.");
  return ((await answer.json()) as { main: string }).main;
}

interface Policy {
  createScriptURL: (address: string) => string;
}

const SCRIPTS = ["vault-worker.js", "service-worker.js", "workroom.js", "workroom-pdf.js"] as const;

/**
 * The page's only policy: it lets our own two workers and the workroom's scripts start, under the names that carry their hashes, and throws at
 * anything else. The service worker has such a name too, rather than a steady one at the root: so each release's is
 * another script, and the policy needs no exception. The server lets it stand for the whole page by a header of its own.
 */
const policy: Policy = (() => {
  const allowed = new Set<string>(SCRIPTS.map(addressOf));
  const rules: Policy = {
    createScriptURL(address) {
      if (!allowed.has(address)) throw new TypeError("Not a script of this page.");
      return address;
    },
  };
  const types = (window as { trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy } }).trustedTypes;
  return types?.createPolicy("tuokio-worker", rules) ?? rules;
})();

/**
 * Starts our own worker, once what the server gives under its name has been held against its hash.
 *
 * A browser checks no hash of a worker itself. So it is fetched and checked first; the name carries the hash and the
 * answer may be kept for good, so the worker starts from the very bytes that were checked, or, from the second visit
 * on, from those that the service worker has checked. Against a server that alters the page itself nothing in the
 * page can help: that is what `tuokio verify-assets` is for.
 */
export async function startWorker(): Promise<Worker> {
  await (await part("vault-worker.js")).arrayBuffer();
  return new Worker(policy.createScriptURL(addressOf("vault-worker.js")));
}

/** Runs a script of ours in this page; the browser holds it against its hash. Throws when it did not come or is another. */
export function runScript(file: "workroom.js" | "workroom-pdf.js"): Promise<void> {
  const { address, hash } = named(file);
  const script = document.createElement("script");
  script.integrity = hash;
  script.src = policy.createScriptURL(address);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`The part ${file} is missing.`)));
    document.head.append(script);
  });
}

/** A worker that is still starting, as one that can be spoken to already; it says `error` when it never starts. */
export function speakingTo(starting: Promise<Worker>): Pick<Worker, "postMessage" | "addEventListener"> {
  const failing = new EventTarget();
  const failed = (): void => void failing.dispatchEvent(new Event("error"));
  return {
    postMessage: (message: unknown, given: Transferable[] | StructuredSerializeOptions = []) =>
      void starting.then((worker) => worker.postMessage(message, given as Transferable[]), failed),
    addEventListener(type: string, listener: EventListenerOrEventListenerObject) {
      failing.addEventListener(type, listener);
      starting.then((worker) => worker.addEventListener(type, listener)).catch(() => undefined);
    },
  };
}

/** Keeps the page and its parts for when there is no connection; a browser that cannot goes on without. */
export async function keepShell(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const script = policy.createScriptURL(addressOf("service-worker.js"));
  await navigator.serviceWorker.register(script, { scope: base.pathname, updateViaCache: "none" });
}
