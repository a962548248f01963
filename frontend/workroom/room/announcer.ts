/** What changes by itself is said to whoever listens at most every ten seconds, and not at all once it is silenced. */

export const EACH = 10_000; // ms

export class Announcer {
  silent = false;
  private last = -Infinity;
  private next = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly say: (words: string) => void,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** The newest words take the place of those that were not said yet. */
  tell(words: string): void {
    if (this.silent) return;
    this.next = words;
    const wait = this.last + EACH - this.now();
    if (wait <= 0) return this.out();
    this.timer ??= setTimeout(() => this.out(), wait);
  }

  hush(silent: boolean): void {
    this.silent = silent;
    this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    [this.timer, this.next] = [undefined, ""];
  }

  private out(): void {
    const words = this.next;
    this.stop();
    if (!words) return;
    this.last = this.now();
    this.say(words);
  }
}
