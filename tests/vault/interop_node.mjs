// Runs acts of the bundled core one after the other: node interop_node.mjs BUNDLE < jobs, one JSON a line.
// Each job is [act, key, file to read, file to write]; each answer is null, or the reason of a refusal.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { run } = await import(pathToFileURL(process.argv[2]).href);
for await (const line of createInterface({ input: process.stdin })) {
  const [act, key, from, to] = JSON.parse(line);
  const found = await run(act, key, readFileSync(from));
  if (typeof found !== "string") writeFileSync(to, found);
  process.stdout.write(`${JSON.stringify(typeof found === "string" ? found : null)}\n`);
}
