import { zipSync, zlibSync } from "fflate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../core/bytes";
import { markdownOf } from "./docx";
import { LARGEST, readFile, readText } from "./reading";

const changed = "2026-11-27";
const file = (name: string, content: string | Uint8Array) =>
  readFile({ name, changed, bytes: typeof content === "string" ? utf8(content) : content });

const paragraph = (runs: string, about = ""): string => `<w:p>${about ? `<w:pPr>${about}</w:pPr>` : ""}${runs}</w:p>`;
const run = (text: string, about = ""): string => `<w:r>${about ? `<w:rPr>${about}</w:rPr>` : ""}<w:t xml:space="preserve">${text}</w:t></w:r>`;

function docx(body: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="w" xmlns:r="r"><w:body>${body}</w:body></w:document>`;
  const links = '<Relationships><Relationship Id="rId4" Type="link" Target="https://example.org/a?b=1&amp;c=2" TargetMode="External"/><Relationship Id="rId5" Type="link" Target="javascript:alert(1)" TargetMode="External"/></Relationships>';
  return zipSync({ "word/document.xml": utf8(xml), "word/_rels/document.xml.rels": utf8(links), "[Content_Types].xml": utf8("<x/>"), ...more });
}

test("a document of Word comes as headings, lists, strong and emphasised words, links and paragraphs", () => {
  const body = [
    paragraph(run("Yövuoro"), '<w:pStyle w:val="Otsikko1"/>'),
    paragraph(run("Ääni &amp; ") + run("hiljaisuus ", "<w:b/>") + run("ja tila", "<w:i/>") + run(" &lt;3", '<w:b w:val="0"/>')),
    paragraph(run("yksi"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    paragraph(run("kaksi"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    paragraph(`<w:hyperlink r:id="rId4">${run("ohje")}</w:hyperlink>${run(" ja ")}<w:hyperlink r:id="rId5">${run("paha")}</w:hyperlink>`),
    paragraph("<w:r><w:t>rivi</w:t><w:br/><w:t>toinen</w:t></w:r>"),
    paragraph(run("Lopuksi"), '<w:pStyle w:val="Rubrik2"/>'),
  ].join("");

  expect(markdownOf(docx(body))).toBe(
    "# Yövuoro\n\nÄäni & **hiljaisuus** *ja tila* <3\n\n- yksi\n- kaksi\n\n[ohje](https://example.org/a?b=1&c=2) ja paha\n\nrivi\ntoinen\n\n## Lopuksi",
  );
});

test("what was struck out, and what lies in other parts of the file, does not come along", () => {
  const body = paragraph(`<w:del><w:r><w:delText>poistettu</w:delText></w:r></w:del><w:ins>${run("jäi")}</w:ins>`);

  expect(markdownOf(docx(body, { "word/comments.xml": utf8("kommentti"), "word/vbaProject.bin": utf8("makro") }))).toBe("jäi");
});

test("a document that declares entities, or is no XML, or no zip, is not read", () => {
  const bomb = '<!DOCTYPE lolz [<!ENTITY lol "lol">]><w:document><w:p><w:r><w:t>&lol;</w:t></w:r></w:p></w:document>';
  for (const content of [zipSync({ "word/document.xml": utf8(bomb) }), zipSync({ "word/document.xml": utf8("<w:document><w:p") }), zipSync({ other: utf8("x") }), utf8("PK no zip"), zlibSync(utf8("x"))]) {
    expect(markdownOf(content)).toBeNull();
    expect(file("a.docx", content)).toBe("import-unreadable");
  }
});

test("a file that is small outside and vast inside is not unpacked", () => {
  const vast = zipSync({ "word/document.xml": [new Uint8Array(40_000_000), { level: 9 }] });
  expect(vast.length).toBeLessThan(100_000);
  const begun = performance.now();

  expect(file("pommi.docx", vast)).toBe("import-unreadable");

  expect(performance.now() - begun).toBeLessThan(500);
});

test("a file that lies about how large it is fills no more than it said", () => {
  const vast = zipSync({ "word/document.xml": [new Uint8Array(40_000_000), { level: 9 }] });
  const view = new DataView(vast.buffer);
  for (let place = 0; place + 4 < vast.length; place += 1) {
    if (view.getUint32(place, true) === 40_000_000) view.setUint32(place, 1000, true); // both headers name the size
  }

  expect(file("valhe.docx", vast)).toBe("import-unreadable");
});

test("no bytes whatever make it stumble", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(["string", "object"]).toContain(typeof file("a.docx", bytes));
    expect(["string", "object"]).toContain(typeof file("a.txt", bytes));
  }));
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => {
    expect(typeof (markdownOf(docx(text)) ?? "")).toBe("string");
  }));
});

test("text comes as it is, whether Windows, a Mac or a phone wrote it", () => {
  const wanted = { title: "muistio", text: "Äiti sanoi € ja ✓", day: changed };
  expect(file("muistio.txt", "\uFEFFÄiti sanoi € ja ✓")).toEqual(wanted);
  expect(file("muistio.TXT", Uint8Array.from([0xc4, 0x69, 0x74, 0x69]))).toEqual({ ...wanted, text: "Äiti" });
  expect(file("muistio.txt", Uint8Array.from([0xff, 0xfe, 0xc4, 0, 0x69, 0]))).toEqual({ ...wanted, text: "Äi" });
  expect(file("muistio.txt", "a\r\nb\rc")).toEqual({ ...wanted, text: "a\nb\nc" });
});

test("the title is the first heading, else the file's name", () => {
  expect(file("a.md", "# Yövuoro\n\nRaja")).toEqual({ title: "Yövuoro", text: "Raja", day: changed });
  expect(file("Yhteenveto 3.md", "Raja\n# Myöhempi")).toEqual({ title: "Yhteenveto 3", text: "Raja\n# Myöhempi", day: changed });
  expect(file("a.md", "# Vain otsikko")).toEqual({ title: "Vain otsikko", text: "Vain otsikko", day: changed });
});

test.each([
  ["2023-05-12 Yövuoro.txt", "x", "2023-05-12"],
  ["Yövuoro 12.5.2023.txt", "x", "2023-05-12"],
  ["20230512_muistio.txt", "x", "2023-05-12"],
  ["muistio.txt", "Tapaaminen 3. 2. 2019\nraja", "2019-02-03"],
  ["muistio.txt", "# Raja\n\n1.12.2020", "2020-12-01"],
  ["muistio.txt", "a\nb\nc\n1.12.2020", changed], // further down it is about something else
  ["muistio 31.2.2023.txt", "x", changed], // no such day
  ["suunnitelma 1.1.2031.txt", "x", changed], // not yet
])("the day of %s with %j is %s", (name, content, day) => {
  expect(file(name, content)).toMatchObject({ day });
});

test("a file that cannot be a note says why", () => {
  expect(file("kuva.png", "x")).toBe("import-kind");
  expect(file("taulukko.xlsx", "x")).toBe("import-kind");
  expect(file("vanha.doc", "x")).toBe("import-kind");
  expect(file("iso.txt", "a".repeat(LARGEST + 1))).toBe("import-large");
  expect(file("iso.txt", "a".repeat(LARGEST))).toMatchObject({ title: "iso" });
  expect(file("tyhjä.txt", " \n\t")).toBe("import-empty");
  expect(file("ohjelma.txt", Uint8Array.from([77, 90, 0, 1]))).toBe("import-unreadable");
  expect(readText("", { name: "", changed })).toBe("import-empty");
});
