/**
 * What a tool says when it is printed, or given out of the room: headings, sentences, lists and tables, nothing else.
 * One shape for paper, for the sheet that members answer on, and for the plain copy that the commissioner sees.
 */

export type Table = {
  /** The column headings; the first is that of the rows' own names. */
  head: string[];
  /** Each as long as `head`; the first cell names the row. */
  rows: string[][];
};

export type Part = {
  heading?: string;
  text?: string;
  list?: string[];
  table?: Table;
};

export type Sheet = {
  title: string;
  parts: Part[];
};
