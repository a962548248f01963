/**
 * Padmé: lengths told apart by their floating-point form only, so that a stored size says little about a text.
 *
 * Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
 * PoPETs 2019(4), algorithm 1. Costs at most 12 %, and less the longer the text.
 */

const LEAST = 512;

/** The length, in bytes, that a text of `length` bytes is filled up to; 512 at least. */
export function paddedLength(length: number): number {
  // Stryker disable next-line EqualityOperator: 512 is filled up to 512 by the formula too
  if (length <= LEAST) return LEAST;
  const exponent = Math.floor(Math.log2(length));
  const bitsOfExponent = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - bitsOfExponent);
  return Math.ceil(length / step) * step;
}
