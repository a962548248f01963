/**
 * Holds the page and its parts, so that the page opens without a connection and says so. Nothing else: no answer of the
 * server about anybody is ever kept here, and what lies under `api/` does not even pass through.
 *
 * Each release has a service worker of its own, under a name with its hash, and that one knows the hash of every part.
 * A part that does not match is not kept, so an altered file is refused from the second visit on even where the
 * server would show it. What only the workroom needs is kept once it was asked for. The page itself is asked for each time: a new release is seen at once, brings its own service
 * worker, and that waits until no page of the old release is open. Until then the old one keeps the old parts.
 */

/** Every part with its hash; put in at build. */
declare const PARTS: Record<string, string>;

interface Waiting {
  waitUntil: (work: Promise<unknown>) => void;
}

interface Asking extends Event {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}

interface Here {
  location: Location;
  registration: { scope: string };
  addEventListener: {
    (type: "install" | "activate", listener: (event: Waiting) => void): void;
    (type: "fetch", listener: (event: Asking) => void): void;
  };
}

const here = self as unknown as Here;
const page = here.registration.scope;
const kept = `shell ${here.location.pathname}`;
const parts = new Map(Object.entries(PARTS).map(([name, hash]) => [new URL(name, page).href, hash]));

here.addEventListener("install", (event) => event.waitUntil(keepAll()));
here.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
here.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/, 1)[0] ?? "";
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && address === page) event.respondWith(newest(request));
  else if (parts.has(request.url)) event.respondWith(partOf(request.url));
});

async function keepAll(): Promise<void> {
  const shell = await caches.open(kept);
  const answer = await fetch(page, { cache: "no-cache", credentials: "omit", redirect: "error" });
  const text = await answer.clone().text();
  // between two releases the page may already be another's: then this one has nothing to hold
  if (!answer.ok || !text.includes(here.location.pathname.split("/").pop() ?? " ")) throw new Error("Not the page of this release.");
  await shell.put(page, answer);
  await Promise.all([...parts.keys()].filter((address) => !address.includes("/workroom-")).map((address) => partOf(address)));
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("shell ") && name !== kept) await caches.delete(name);
}

/** The page as the server shows it now; as it was when there is no server. */
async function newest(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (fault) {
    const last = await (await caches.open(kept)).match(page);
    if (!last) throw fault;
    return last;
  }
}

/** A part by its hash: as it was kept, else asked for, checked and kept. */
async function partOf(address: string): Promise<Response> {
  const shell = await caches.open(kept);
  const found = await shell.match(address);
  if (found) return found;
  const answer = await fetch(address, { integrity: parts.get(address) ?? "", credentials: "omit", redirect: "error" });
  if (answer.ok) await shell.put(address, answer.clone());
  else throw new Error("A part is missing.");
  return answer;
}

export {};
