/** The page of the locked notes: comes in with a word that works once, and shows what its person can open. */

import { clientOf, codeOf } from "../worker/calls";
import type { Standing } from "../worker/rooms/keys";
import { button, h, show, tell } from "./dom";
import { wordsFor } from "./faults";
import type { House, View } from "./house";
import { type Idle, watchIdle } from "./idle";
import { page } from "./pages/all";
import { unlocking, welcome } from "./pages/setting-up";
import { keepShell, mainHost, part, sharesHost, speakingTo, startWorker } from "./place";
import { type Language, LANGUAGES, preferred, speak, spoken, t } from "./words";

let idle: Idle | null = null;
let isOpen = false;
let finish: () => Promise<void> = () => Promise.resolve();

const starting = startWorker();

const house: House = {
  client: clientOf(speakingTo(starting)),
  async wordList() {
    const text = await (await part(`words-${spoken()}.txt`)).text();
    return text.trim().split("\n");
  },
  async opened() {
    isOpen = true;
    idle?.stop();
    idle = watchIdle(
      (seconds) => warning(t("The notes lock in %(n)s seconds. Press any key to go on.", { n: seconds })),
      () => warning(""),
      () => void house.lock(),
    );
    history.replaceState({ at: "notes" } satisfies View, "");
    await page(house, { at: "notes" });
  },
  async go(view) {
    await leaving();
    history.pushState(view, "");
    await page(house, view);
  },
  async lock() {
    idle?.stop();
    await leaving();
    warning("");
    turn(await house.client.keys.lock());
  },
  beforeLeaving(act) {
    finish = act;
  },
};

function turn(standing: Standing): void {
  isOpen = standing.state === "open";
  if (standing.state === "none") welcome(house);
  else if (standing.state === "locked") unlocking(house, standing);
  else void house.opened(standing);
}

/** Finish what the page at hand has begun. */
async function leaving(): Promise<void> {
  const last = finish;
  finish = () => Promise.resolve();
  await last();
}

function warning(words: string): void {
  const place = document.querySelector<HTMLElement>("#warning");
  if (!place) return;
  place.textContent = words;
  place.hidden = !words;
}

async function begin(): Promise<void> {
  await speak(preferred(navigator.languages), part);
  const word = new URLSearchParams(location.hash.slice(1)).get("in") ?? "";
  history.replaceState(null, "", location.pathname); // the word is spent; it stays in no history
  if (sharesHost) markWeaker();
  try {
    await starting;
  } catch {
    return altered();
  }
  keepShell().catch(() => undefined); // a browser without room for it opens the page from the server each time
  if (!word) return outside();
  try {
    const standing = await house.client.keys.enter(word);
    const { language } = standing.person;
    if ((LANGUAGES as readonly string[]).includes(language)) await speak(language as Language, part);
    turn(standing);
  } catch (fault) {
    await outside(codeOf(fault));
  }
  document.title = t("Locked notes");
}

async function outside(code = ""): Promise<void> {
  document.title = t("Locked notes");
  let main: string;
  try {
    main = await mainHost();
  } catch {
    return offline();
  }
  show(
    t("Locked notes"),
    code && code !== "not-in" ? h("p", {}, wordsFor(code)) : h("p", {}, t("Your notes open from the main page, so that this host knows who asks.")),
    h("a", { class: "btn", href: `${main}/vault/` }, t("To the main page")),
  );
}

/** The page is here without its server. */
function offline(): void {
  const again = (): void => location.reload();
  show(
    t("No connection"),
    h("p", {}, t("Your notes are kept at the server, locked. They open when the connection is back; this page then looks by itself.")),
    button(t("Look again"), again, "btn"),
  );
  addEventListener("online", again, { once: true });
}

/** What the server gave is not what this page names: nothing of it was started. */
function altered(): void {
  document.title = t("Locked notes");
  show(
    t("This page is not whole"),
    h("p", {}, t("A part of it is missing or has been altered, so nothing was started and nothing was opened.")),
    h("p", {}, t("Load the page again. If this stays, do not open your notes here; tell the one who runs the server.")),
  );
}

/** One host for all: said on every page of these. */
function markWeaker(): void {
  const foot = document.querySelector<HTMLElement>("#foot");
  if (!foot) return;
  foot.textContent = t("Here the locked notes share an address with the other pages. That is for trying out, and protects them less: a flaw in another page could reach them.");
  foot.hidden = false;
}

addEventListener("popstate", ({ state }: PopStateEvent) => {
  const view = state as View | null;
  if (view && isOpen) void leaving().then(() => page(house, view));
});
addEventListener("pagehide", () => {
  void finish();
  void house.client.keys.lock();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void finish();
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  tell(wordsFor(codeOf(event.reason)));
});
void begin();
