/** The moment, to the minute, as sealed documents carry it. */
export const minute = (): string => `${new Date().toISOString().slice(0, 16)}Z`;
