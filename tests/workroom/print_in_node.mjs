// Runs the built script that makes PDFs, as the browser does, without a browser: script, two fonts, a sheet on stdin.
import { readFileSync, writeFileSync } from "node:fs";

const [script, regular, bold, target] = process.argv.slice(2);
const made = new Promise((resolve) => {
  globalThis.dispatchEvent = (event) => resolve(event.detail);
});
(0, eval)(readFileSync(script, "utf8"));
const bytes = (file) => new Uint8Array(readFileSync(file));
const make = (await made)(bytes(regular), bytes(bold));
const { sheet, printed } = JSON.parse(readFileSync(0, "utf8"));
writeFileSync(target, new Uint8Array(await (await make(sheet, printed)).arrayBuffer()));
