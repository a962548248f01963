/** Where the parts of this page lie, and the one policy by which it starts its workers. */

const base = new URL(".", document.baseURI);

/** The address of a part by its plain name; the page names each with its hash. */
export function addressOf(file: string): string {
  const names = JSON.parse(document.querySelector("#parts")?.textContent ?? "{}") as Record<string, string>;
  const name = names[file];
  if (!name) throw new Error(`This page has no part called ${file}.`);
  return new URL(name, base).pathname;
}

/** Where people sign in: the one thing that this host tells to anybody. */
export async function mainHost(): Promise<string> {
  const answer = await fetch(new URL("api/house", base), { credentials: "omit" });
  return ((await answer.json()) as { main: string }).main;
}

interface Policy {
  createScriptURL: (address: string) => string;
}

/** Starts our own worker and nothing else: any other address throws. */
export function startWorker(): Worker {
  const allowed = addressOf("vault-worker.js");
  const rules: Policy = {
    createScriptURL(address) {
      if (address !== allowed) throw new TypeError("Not a script of this page.");
      return address;
    },
  };
  const types = (window as { trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy } }).trustedTypes;
  const policy = types?.createPolicy("tuokio-worker", rules) ?? rules;
  return new Worker(policy.createScriptURL(allowed));
}
