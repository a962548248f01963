/** All that the pages of one process's workroom share while one is there: its works, its meeting, who is in it. */

import type { House } from "../../vault/app/house";
import { tell } from "../../vault/app/dom";
import { wordsFor } from "../../vault/app/faults";
import type { SpaceShown } from "../../vault/worker/rooms/circles";
import { t } from "../../vault/app/words";
import { adding, tools } from "../tools";
import type { ToolId } from "../tool";
import { Announcer } from "./announcer";
import type { Kept } from "./kept";
import { Meeting } from "./meeting";
import { Works } from "./works";

export interface NextMeeting {
  id: string;
  starts: string;
  minutes: number;
  number: number;
}

export class Workshop {
  readonly works: Works;
  readonly meeting: Meeting;
  readonly announcer = new Announcer(tell);
  /** What is shown to the room: one's own note is not there then. */
  projected = false;
  /** The link's end of the guests of the running meeting. */
  link = "";
  squareHidden = false;
  /** The meeting is being ended: until that is done none is begun. */
  ending = false;
  nextMeeting: NextMeeting | null = null;
  me = { id: "", name: "" };
  /** Not while another window of this browser has the same workroom. */
  mayWrite = true;
  private draws: () => void = () => undefined;
  private leaves: () => void = () => undefined;
  private led = "";
  private troubled = "";
  private parts = new Map<string, () => void>();
  private also: (() => Promise<void>)[] = [];
  private acting: Promise<void> = Promise.resolve();

  constructor(
    readonly house: House,
    space: SpaceShown,
  ) {
    this.works = new Works(house, space);
    this.meeting = new Meeting(house, this.works, () => house.client.guests.end(space.id));
    this.works.changed = () => this.drawParts();
    this.works.besides = () => this.announcer.tell(wordsFor("overtaken"));
    this.meeting.changed = () => {
      this.draws();
      this.drawLed();
      this.tellTrouble();
    };
  }

  get space(): SpaceShown {
    return this.works.space;
  }

  get title(): string {
    return this.space.process?.name ?? "";
  }

  /** One or two with their supervisor. Phones that were let in may be of more than the house knows. */
  get isFew(): boolean {
    const { kind, persons } = this.space;
    return kind === "pair" || (!this.link && (persons.length === 2 || persons.length === 3));
  }

  /** Whether this screen writes now: in a meeting the one that leads it, and no other. */
  get writes(): boolean {
    return this.mayWrite && (this.meeting.leads || !this.meeting.isRunning);
  }

  /** Another page of the workroom is shown: what it draws on a change, and what it does when it is left. */
  shown(draws: () => void, leaves: () => void): void {
    this.leaves();
    [this.draws, this.leaves] = [draws, leaves];
    this.parts = new Map();
  }

  /** A subject is shown on this page: it is drawn anew when a phone has changed it. */
  alsoDraw(kept: Kept, draw: () => void, alone: boolean): void {
    if (alone) this.shown(() => this.drawParts(), () => undefined);
    this.parts.set(kept.thread, draw);
  }

  /** What else is written on this page, and kept when it is left. */
  alsoKeep(keep: () => Promise<void>): void {
    this.also.push(keep);
  }

  /** Everything that was written here is kept. */
  async keep(): Promise<void> {
    const also = this.also;
    this.also = [];
    await Promise.all([this.works.sent(), ...also.map((keep) => keep())]);
  }

  /** Whoever leads, asks and may write sees other acts on each subject: drawn anew when that has changed, and only then. */
  drawLed(): void {
    const { leads, overtaken, isRunning } = this.meeting;
    const led = [leads, overtaken, isRunning, this.isFew].join();
    if (led === this.led) return;
    this.led = led;
    this.drawParts();
  }

  /** What keeps the meeting from going on as it did is heard too, not only seen. */
  private tellTrouble(): void {
    const { overtaken, trouble } = this.meeting;
    const words = overtaken ? t("Another screen leads the meeting now.") : trouble && wordsFor(trouble);
    if (words && words !== this.troubled) this.announcer.tell(words);
    this.troubled = words;
  }

  private drawParts(): void {
    for (const draw of this.parts.values()) draw();
  }

  /** The one subject of a tool that has one for the whole process. */
  async subjectOf(id: ToolId): Promise<Kept | null> {
    const tool = tools[id];
    return tool ? this.works.open(tool, id) : null;
  }

  go(tool?: string, id?: string, give?: string): Promise<void> {
    return this.house.go({ at: "workroom", space: this.space.id, ...(tool && { tool }), ...(id && { id }), ...(give && { give }) });
  }

  /** One more agreed action, of whatever tool it comes. */
  async toAction(what: string): Promise<void> {
    const kept = await this.subjectOf("actions");
    if (!kept) return;
    kept.change(adding.action(kept.state, what));
    this.drawParts();
    this.announcer.tell(t("Added to what was agreed."));
  }

  /** An observation about structures, which the group may give to the commissioner. */
  async toObservation(what: string): Promise<void> {
    const kept = await this.subjectOf("releases");
    if (!kept) return;
    kept.change(adding.observation(kept.state, what));
    this.drawParts();
    this.announcer.tell(t("Added to the observations about structures."));
  }

  begin(minutes: number): Promise<void> {
    return this.inTurn(() => this.meeting.begin({ meeting: this.nextMeeting?.id ?? null, title: this.title, minutes }));
  }

  /** Let phones in by a square; what they are asked is sealed anew for them. */
  letIn(minutes: number): Promise<void> {
    return this.inTurn(async () => {
      if (!this.meeting.isRunning) return;
      await this.works.sent();
      this.link = await this.house.client.guests.letIn(this.space.id, minutes);
      await this.meeting.again();
      this.works.space = await this.house.client.circles.here(this.space.id);
    });
  }

  /** End the meeting for everybody: what phones sent is taken in first, then their key ends. */
  end(): Promise<void> {
    this.ending = true;
    return this.inTurn(async () => {
      await this.meeting.end();
      this.link = "";
      this.projected = false;
      await this.works.refresh();
    }).finally(() => (this.ending = false));
  }

  /** Beginning, letting in and ending take turns: each turns the key, or leans on who has it. */
  private inTurn(act: () => Promise<void>): Promise<void> {
    this.acting = this.acting.catch(() => undefined).then(act);
    return this.acting.then(() => this.drawParts());
  }

  /** Away from the workroom: everything is kept, and nothing more is asked of the server. */
  async close(): Promise<void> {
    this.leaves();
    [this.draws, this.leaves] = [() => undefined, () => undefined];
    this.meeting.stop();
    this.announcer.stop();
    for (const tool of Object.values(tools)) tool.left?.();
    await this.works.stop();
    document.body.classList.remove("projected");
  }
}
