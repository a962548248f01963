/** What a person writes, as it stands in a sealed body; whatever else a body holds goes along untouched. */

import type { Json } from "../core/bytes";
import { isRecord } from "../core/envelope";
import { type Attached, readAttached, written } from "../worker/attached";

export interface Note {
  title: string;
  text: string;
  tags: string[];
  files: Attached[];
  rest: { [key: string]: Json };
}

export const emptyNote = (): Note => ({ title: "", text: "", tags: [], files: [], rest: {} });

export function noteOf(body: Json): Note {
  const { v: _v, title, text, tags, files, ...rest } = (isRecord(body) ? body : {}) as { [key: string]: Json };
  return {
    title: typeof title === "string" ? title : "",
    text: typeof text === "string" ? text : "",
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    files: readAttached(files),
    rest,
  };
}

export function bodyOf({ title, text, tags, files, rest }: Note): Json {
  const more = { ...(tags.length > 0 && { tags }), ...(files.length > 0 && { files: written(files) }) };
  return { ...rest, v: 1, title, text, ...more };
}

export const isEmpty = ({ title, text, files }: Note): boolean => !title.trim() && !text.trim() && files.length === 0;
