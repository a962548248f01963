/** Under which id the document stands that a meeting's phones read while it goes on. */

import { digest, utf8 } from "../core/bytes";

export function roomId(space: string): string {
  const hex = digest(utf8(`tuokio-room ${space}`));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
