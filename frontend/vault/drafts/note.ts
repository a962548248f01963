/** What a person writes, as it stands in a sealed body; whatever else a body holds goes along untouched. */

import type { Json } from "../core/bytes";
import { isRecord } from "../core/envelope";

/** An attachment as its note names it: the file itself lies sealed beside, and is held against this. */
export interface FileRef {
  id: string;
  name: string;
  type: string;
  /** Bytes as they are used, and as they were sealed. */
  size: number;
  sealed: number;
  /** SHA-256 of the sealed bytes. */
  hash: string;
  epoch: number;
}

export interface Note {
  title: string;
  text: string;
  tags: string[];
  files: FileRef[];
  rest: { [key: string]: Json };
}

export const emptyNote = (): Note => ({ title: "", text: "", tags: [], files: [], rest: {} });

export function noteOf(body: Json): Note {
  const { v: _v, title, text, tags, files, ...rest } = (isRecord(body) ? body : {}) as { [key: string]: Json };
  return {
    title: typeof title === "string" ? title : "",
    text: typeof text === "string" ? text : "",
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    files: Array.isArray(files) ? files.map((file) => file as unknown).filter(isFileRef) : [],
    rest,
  };
}

export function bodyOf({ title, text, tags, files, rest }: Note): Json {
  const more = { ...(tags.length > 0 && { tags }), ...(files.length > 0 && { files: files.map((file) => ({ ...file })) }) };
  return { ...rest, v: 1, title, text, ...more };
}

export const isEmpty = ({ title, text, files }: Note): boolean => !title.trim() && !text.trim() && files.length === 0;

function isFileRef(value: unknown): value is FileRef {
  if (!isRecord(value)) return false;
  const texts = ["id", "name", "type", "hash"].every((key) => typeof value[key] === "string");
  return texts && ["size", "sealed", "epoch"].every((key) => Number.isSafeInteger(value[key]) && (value[key] as number) >= 0);
}
