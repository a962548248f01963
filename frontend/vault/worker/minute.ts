/** The moment, to the minute, as sealed documents carry it. */
export const minute = (): string => `${new Date().toISOString().slice(0, 16)}Z`;

/** The day alone, as the signed list of members carries it: that list lies open at the server. */
export const dayOnly = (): string => `${new Date().toISOString().slice(0, 10)}T00:00Z`;
