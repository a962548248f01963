/** How many times a property is tried: fewer where a thousand changed programs are each tried in turn (`MUTATION=1`). */

const environment = (globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env ?? {};

export const rounds = (wanted: number): number => (environment["MUTATION"] ? Math.min(wanted, 25) : wanted);
