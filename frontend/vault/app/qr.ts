/** A square code that a phone's own camera reads, drawn as nodes. */

import { encode } from "uqr";

const SVG = "http://www.w3.org/2000/svg";

export function qr(text: string, label: string): SVGSVGElement {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const steps = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", steps.join(""));
  const image = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, class: "qr" })) image.setAttribute(name, value);
  image.append(path);
  return image;
}
