import { part } from "./place";

/** Whoever compares words sees the same ones, of one list, whatever language their pages speak. */
export const checkList = async (): Promise<string[]> => (await (await part("words-fi.txt")).text()).trim().split("\n");
