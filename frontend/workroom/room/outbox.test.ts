import fc from "fast-check";
import { expect, test } from "vitest";
import { Outbox } from "./outbox";

test("what did not arrive, or whose answer was lost, is sent again under the same id and arrives once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom("through", "lost", "answer lost"), { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), async (wire, count) => {
      const server: string[] = [];
      const faults: unknown[] = [];
      const outbox = new Outbox((id) => {
        const way = wire.shift() ?? "through";
        if (way !== "lost" && !server.includes(id)) server.push(id);
        return way === "through" ? Promise.resolve(server.indexOf(id) + 1) : Promise.reject(new Error("offline"));
      }, (fault) => faults.push(fault));
      for (let one = 0; one < count; one += 1) outbox.add(String(one), null);
      for (let round = 0; round <= 40 && !outbox.isEmpty; round += 1) await outbox.flush();
      expect(server).toEqual(Array.from({ length: count }, (_none, one) => String(one)));
      expect(outbox.isEmpty).toBe(true);
      expect(faults.at(-1)).toBeNull();
    }),
  );
});

test("it says how far each came", async () => {
  const outbox = new Outbox(() => Promise.resolve(7), () => undefined);
  outbox.add("a", null);
  expect(outbox.reached("a", 9)).toBe("waiting");
  await outbox.flush();
  expect([outbox.reached("a", 6), outbox.reached("a", 7), outbox.reached("b", 7)]).toEqual(["sent", "shown", "waiting"]);
});
