/** A name under which a file may be saved on any machine, whatever its sender called it. */

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LONGEST = 120;

export function safeName(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[\\/:*?"<>|]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const short = shortened(plain);
  if (!short) return "liite";
  return RESERVED.test(short) ? `_${short}` : short;
}

/** The end of a name tells what it opens with, so that is what stays. */
function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= LONGEST) return name;
  const ending = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? "";
  return letters.slice(0, LONGEST - [...ending].length).join("") + ending;
}
