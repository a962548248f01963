// The story of locked notes in Firefox: set up, write, lock, open again. Driven over WebDriver BiDi.
// Prints one JSON object: what the browser has of what the page uses, and what was seen on the way.

import puppeteer from "puppeteer-core";

const [, , firefox, address] = process.argv;
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  headless: true,
  extraPrefsFirefox: {
    "app.update.enabled": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "intl.accept_languages": "en-GB, en",
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
  },
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const told = [];
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && told.push(message.text()));
  page.on("pageerror", (fault) => told.push(String(fault)));
  await page.goto(address);

  const button = (words) => page.locator(`::-p-xpath(//button[normalize-space()=${JSON.stringify(words)}])`);
  const text = (selector) => page.locator(selector).map((element) => element.textContent).wait();
  const heading = (words) => page.locator(`::-p-xpath(//h1[normalize-space()=${JSON.stringify(words)}] | //h2[normalize-space()=${JSON.stringify(words)}])`).wait();

  await button("Make my words and my code").click();
  const [words, code] = [await text("#passphrase"), await text("#recovery")];
  await button("I have both; go on").click();
  await page.locator("#typed-passphrase").fill(words);
  await page.locator("#typed-recovery").fill(code);
  await button("Open my notes").click();
  await button("Begin a journal of my own").click();
  await button("New entry").click();
  await page.locator("#title").fill("Yövuoro");
  await page.locator("#text").fill("# Ohje vai tapa?\n- [ ] kysy **Henna**");
  await page.locator("::-p-text(Saved, locked, on the server)").wait();
  await button("Ready").click();
  await button("Lock the notes").click();
  await page.locator("#code-passphrase").fill("wrong words these are not hers");
  await button("Open").click();
  await page.locator("::-p-text(It did not open.)").wait();
  await page.locator("#code-passphrase").fill(words);
  await button("Open").click();
  await button("Yövuoro").click();
  await heading("Ohje vai tapa?");

  const has = await page.evaluate(async () => ({
    trustedTypes: "trustedTypes" in window,
    x25519: await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]).then(() => true, () => false),
    ed25519: await crypto.subtle.generateKey("Ed25519", false, ["sign"]).then(() => true, () => false),
    passkeys: "PublicKeyCredential" in window,
    serviceWorker: Boolean(await navigator.serviceWorker?.getRegistration()),
    locks: "locks" in navigator,
  }));
  console.log(JSON.stringify({ has, told, version: await browser.version() }));
} catch (fault) {
  const [page] = (await browser.pages()).slice(-1);
  console.error(await page.evaluate(() => document.body.innerText));
  throw fault;
} finally {
  await browser.close();
}
