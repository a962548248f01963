// The story of the locked notes in Firefox, driven over WebDriver BiDi: set-up, notes, a circle with an invite and
// check words, a guest of one meeting, one who leaves, everything taken along. In Finnish, each person in a browser
// of their own. A line "way in: NAME" asks for that person's address, which comes back on standard input.
// Prints one JSON object last: what the browser has of what the pages use, and what its console said on the way.

import { createInterface } from "node:readline/promises";
import puppeteer from "puppeteer-core";

const [, , firefox, downloads] = process.argv;
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const wayIn = async (name) => {
  console.log(`way in: ${name}`);
  return (await answers.next()).value;
};
const ON_SERVER = "Tallessa palvelimella, lukittuna";
const told = [];

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  headless: true,
  extraPrefsFirefox: {
    "app.update.enabled": false,
    "browser.download.dir": downloads,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": true,
    "browser.download.always_ask_before_handling_new_types": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "intl.accept_languages": "fi",
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
  },
});

/** One person at one device. */
class Somebody {
  static async at(address) {
    const context = await browser.createBrowserContext();
    const who = new Somebody();
    who.page = await context.newPage();
    who.page.setDefaultTimeout(20_000);
    who.page.on("console", (message) => ["error", "warn"].includes(message.type()) && told.push(message.text()));
    who.page.on("pageerror", (fault) => told.push(String(fault)));
    await who.page.goto(address);
    return who;
  }

  /** A button whose words begin so, the first or the last of them. */
  async presses(words, { which = 1, within = "" } = {}) {
    const button = `${within}//button[starts-with(normalize-space(), ${JSON.stringify(words)})]`;
    const place = which === "last" ? "last()" : which;
    await this.page.bringToFront(); // a window behind another draws nothing, and what is not drawn is not pressed
    await this.page.locator(`::-p-xpath((${button})[${place}])`).click();
  }

  /** The same for the first button of a page that has just come: a busy machine may lose a press before it is drawn. */
  async begins(words, selector) {
    for (let tries = 0; tries < 3; tries += 1) {
      await this.presses(words);
      const there = await this.page.waitForSelector(selector, { timeout: 10_000 }).catch(() => null);
      if (there || !(await this.titles()).some((title) => title.startsWith(words))) return;
    }
  }

  fills(selector, text) {
    return this.page.locator(selector).fill(text);
  }

  reads(selector) {
    return this.page.locator(selector).map((element) => element.textContent).wait();
  }

  sees(words) {
    return this.page.locator(`::-p-text(${words})`).wait();
  }

  heading(words) {
    const same = `normalize-space()=${JSON.stringify(words)}`;
    return this.page.locator(`::-p-xpath(//h1[${same}] | //h2[${same}])`).wait();
  }

  async writes(title, text, { begin = "Uusi muistiinpano", within = "" } = {}) {
    await this.presses(begin, { within });
    await this.fills("#title", title);
    await this.fills("#text", text);
    await this.sees(ON_SERVER);
    await this.presses("Valmis");
    await this.isIn();
  }

  isIn() {
    return this.page.locator("::-p-xpath(//button[normalize-space()='Lukitse muistiinpanot'])").wait();
  }

  async toNotes() {
    await this.presses("Muistiinpanoihin");
    await this.isIn();
  }

  async toMembers() {
    await this.presses("Mukana olevat");
    await this.heading("Kuka tätä voi lukea");
  }

  titles() {
    return this.page.$$eval("button", (found) => found.map((one) => one.textContent.trim()));
  }
}

try {
  // set-up and notes; wrong words open nothing
  const aino = await Somebody.at(await wayIn("aino"));
  await aino.begins("Tee minulle sanat ja koodi", "#passphrase");
  const [words, code] = [await aino.reads("#passphrase"), await aino.reads("#recovery")];
  await aino.presses("Molemmat ovat tallessa, jatka");
  await aino.fills("#typed-passphrase", words);
  await aino.fills("#typed-recovery", code);
  await aino.presses("Avaa muistiinpanoni");
  await aino.isIn();
  await aino.presses("Aloita muistiinpanot");
  await aino.writes("Yövuoro", "# Ohje vai tapa?\n- [ ] kysy **Henna**");
  await aino.presses("Lukitse muistiinpanot");
  await aino.fills("#code-passphrase", "wrong words these are not hers");
  await aino.presses("Avaa");
  await aino.sees("Se ei auennut.");
  await aino.fills("#code-passphrase", words);
  await aino.presses("Avaa");
  await aino.presses("Yövuoro");
  await aino.heading("Ohje vai tapa?");
  await aino.toNotes();

  // a circle: one is asked in without the past, and the words are compared
  await aino.presses("Aloita ryhmän yhteinen");
  await aino.toNotes();
  const circle = "//section[.//button[normalize-space()='Mukana olevat']]";
  await aino.writes("Ennen muita", "Vain me", { within: circle });
  await aino.toMembers();
  await aino.presses("Kutsu: Henna");
  const invite = await aino.reads('[data-invite="Henna"] .invite-words');
  const henna = await Somebody.at(await wayIn("henna"));
  await henna.presses("Aloita kuudella sanalla");
  await henna.presses("Kirjoita ensin, näytä sanat myöhemmin");
  await henna.fills("#title", "Ensimmäinen");
  await henna.fills("#text", "Vain minulle");
  await henna.sees(ON_SERVER);
  await henna.presses("Valmis");
  await henna.isIn();
  await henna.page.locator("::-p-xpath(//*[@id=//label[contains(., 'Neljä sanaa, jotka sinulle kerrottiin')]/@for])").fill(invite);
  await henna.presses("Vastaa");
  await henna.sees("Olet vastannut.");
  await aino.toNotes();
  await aino.toMembers();
  await henna.presses("Avaamisen tavat", { which: "last" });
  await henna.toNotes();
  await henna.toMembers();
  const same = (await aino.reads("#check-words")) === (await henna.reads("#check-words"));
  await henna.presses("Vertasimme, sanat ovat samat");
  await henna.sees("Varmistettu: olet verrannut sanat");
  await henna.toNotes();
  const past = (await henna.titles()).some((title) => title.includes("Ennen muita"));

  // a guest of one meeting, and one who leaves before the next is written
  await aino.presses("Päästä vieraat tähän tapaamiseen");
  const guest = await Somebody.at(await aino.reads("#guest-link"));
  await guest.fills("#guest-text", "Vieras sanoi");
  await guest.fills("#guest-name", "Ulla");
  await guest.sees(ON_SERVER);
  await aino.presses("Päätä tapaaminen vierailta");
  await aino.page.locator("::-p-xpath(//button[starts-with(normalize-space(), 'Päästä vieraat')])").wait();
  await henna.toMembers();
  await henna.page.locator("::-p-xpath(//summary[contains(., 'Lähde ryhmän yhteisestä')])").click();
  await henna.page.locator("::-p-xpath(//button[normalize-space()='Lähde'])").click();
  await henna.isIn();
  await aino.toNotes();
  await aino.sees("Ulla");

  // everything is taken along
  await aino.presses("Ota muistiinpanosi mukaan");
  await aino.fills("#export-code", words);
  await aino.presses("Tee paketti");
  await aino.page.locator("::-p-xpath(//h1[.='Pakettisi on valmis'] | //h2[.='Pakettisi on valmis'])").setTimeout(60_000).wait();
  await aino.presses("Tallenna paketti");

  const has = await aino.page.evaluate(async () => ({
    trustedTypes: "trustedTypes" in window,
    x25519: await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]).then(() => true, () => false),
    ed25519: await crypto.subtle.generateKey("Ed25519", false, ["sign"]).then(() => true, () => false),
    passkeys: "PublicKeyCredential" in window,
    serviceWorker: Boolean(await navigator.serviceWorker?.getRegistration()),
    locks: "locks" in navigator,
  }));
  console.log("package: there?"); // the file may come a moment after the press
  await answers.next();
  console.log(JSON.stringify({ has, told, same, past, version: await browser.version() }));
} catch (fault) {
  for (const page of await browser.pages()) {
    console.error(await page.evaluate(() => document.body.innerText).catch(String), "\n---");
  }
  throw fault;
} finally {
  await browser.close();
}
process.exit();
