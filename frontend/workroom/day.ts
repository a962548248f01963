/** The day on which one is. */

/** The day here, ISO. */
export function today(): string {
  const now = new Date();
  const two = (count: number): string => String(count).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

