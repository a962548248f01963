/** A sheet as single lines, for a search. */

import type { Sheet } from "./sheet";

export const sheetLines = ({ parts }: Sheet): string[] => parts.flatMap(({ heading = "", text = "", list = [], table }) => [heading, text, ...list, ...(table ? [table.head, ...table.rows].flat() : [])]).filter(Boolean);
