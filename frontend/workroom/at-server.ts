/** What a tool has learnt from the server, for as long as its page is there: asked once, and anew after each act. */

import { button, h } from "../vault/app/dom";
import { wordsFor } from "../vault/app/faults";
import { t } from "../vault/app/words";
import { codeOf } from "../vault/worker/calls";

export class AtServer<Told> {
  told: Told | null = null;
  /** Why it is not known, or why the last act was refused, in words; empty when all is well. */
  fault = "";
  private process = "";
  private busy = false;

  /** Ask for it unless it is known already; `draw` once it is. */
  look(process: string, ask: () => Promise<Told>, draw: () => void): Told | null {
    if (this.process !== process) {
      this.forget();
      this.process = process;
      void this.act(ask, draw);
    }
    return this.told;
  }

  /** One at a time; a second press while the first is under way does nothing. `after` once it is known, before it is drawn. */
  async act(act: () => Promise<Told>, draw: () => void, after: (told: Told) => void = () => undefined): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      this.told = await act();
      this.fault = "";
      after(this.told);
    } catch (fault) {
      this.fault = refusalOf(codeOf(fault));
    }
    this.busy = false;
    draw();
  }

  readonly forget = (): void => {
    [this.told, this.fault, this.process] = [null, "", ""];
  };
}

/** One that was begun elsewhere, or whose words never arrived here: it is closed before another is begun. */
export const closeOther = (close: () => void): HTMLElement =>
  h("div", { class: "stack" }, h("p", { class: "notice" }, t("One is open that was begun on another screen. If nobody is answering it any more, close it.")), button(t("Close the one that is open"), close, "btn2"));

function refusalOf(code: string): string {
  const known: Record<string, () => string> = {
    "round-stands": () => t("It has been asked today, or is open on another screen. Once a day is enough: two of the same day could be compared, and would tell of somebody."),
    "too-few-people": () => t("There are so few of you that nothing could be told without telling of somebody. Talk of it together."),
    "switched-off": () => t("The supervisor has not switched it on."),
    "process-ended": () => t("The process has ended. Nothing new is asked."),
    "not-there": () => t("Only the supervisor of the process can do this."),
  };
  return ((Object.hasOwn(known, code) && known[code]) || (() => wordsFor(code)))();
}
