/** Where the keys are: the page asks by name, one thing after another, and gets an answer or a code. */

import { Refusal } from "../core/refusal";
import { Api, NotGranted } from "./api";
import type { Answer, Call } from "./calls";
import { Vault } from "./vault";

const ACTS = new Set([
  "enter", "standing", "offer", "setUp", "unlock", "lock", "leave", "mine", "found", "open", "read", "save", "erase",
]); // prettier-ignore
const vault = new Vault(new Api(new URL("../", self.location.href).pathname));
let before: Promise<unknown> = Promise.resolve();

self.addEventListener("message", ({ data }: MessageEvent<Call>) => {
  before = before.then(() => answer(data)).then((said) => self.postMessage(said));
});

async function answer({ id, name, given }: Call): Promise<Answer> {
  try {
    if (!ACTS.has(name)) return { id, code: "failed" };
    const act = vault[name] as (...args: unknown[]) => unknown;
    return { id, value: await act.apply(vault, given) };
  } catch (fault) {
    if (fault instanceof NotGranted) return { id, code: fault.code };
    return { id, code: fault instanceof Refusal ? `refused-${fault.reason}` : "failed" };
  }
}
