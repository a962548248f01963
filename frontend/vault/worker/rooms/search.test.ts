import { expect, test } from "vitest";
import { bodyOf, emptyNote } from "../../drafts/note";
import { OpenHouse } from "../../proof/open-house";
import { Circles } from "./circles";
import { Documents } from "./documents";
import { Search } from "./search";

test("what the tools of the workroom hold is found by its words beside the notes, in its newest version", async () => {
  const house = new OpenHouse();
  const aino = await house.resident("aino");
  const [documents, search] = [new Documents(aino.session), new Search(aino.session)];
  const space = await new Circles(aino.session).found("group", "p");
  const body = (text: string) => bodyOf({ ...emptyNote(), title: "Ratkaisut", tags: ["solutions", "solutions"], rest: { work: { v: 1, state: { problems: [{ what: text }] } } } });
  const first = await documents.save(space, "d1", "work", body("Kiire aamuvuorossa"), null, { title: "Ratkaisut", tags: ["solutions", "solutions"] });
  await documents.save(space, "a1", "note", bodyOf({ ...emptyNote(), title: "Kiire", text: "iltavuorossa" }), null, "Kiire");
  while ((await search.warm(space)) > 0);
  expect(search.find(space, "kiire").sort()).toEqual(["a1", "d1"]);
  expect(search.find(space, "ratkaisut aamuvuorossa")).toEqual(["d1"]);

  await documents.save(space, "d1", "work", body("Vuoronvaihto"), first, { title: "Ratkaisut", tags: ["solutions", "solutions"] });
  while ((await search.warm(space)) > 0);
  expect([search.find(space, "aamuvuorossa"), search.find(space, "vuoronvaihto")]).toEqual([[], ["d1"]]);
});
