/** What can be asked: by its name, what the question is about and what the answer is. */
type Questions<Of> = { readonly [What in keyof Of]: { readonly about: unknown; readonly answer: unknown } };

export type Answers<Asked extends Questions<Asked>> = {
  readonly [What in keyof Asked]: (
    about: Asked[What]['about'],
  ) => Asked[What]['answer'] | Promise<Asked[What]['answer']>;
};

/** The channel between a process and one that it has started: each end has these two. */
export interface Channel {
  send(message: Message, sent: (error: Error | null) => void): void;
  onMessage(heard: (message: Message) => void): void;
}

/** `ask` is there in a question only. */
export interface Message {
  readonly id: number;
  readonly ask?: string;
  readonly content: unknown;
}

/** Questions and answers between two processes, in both directions. */
export class Line<Asked extends Questions<Asked>, Asks extends Questions<Asks>> {
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private questions = 0;
  private hasEnded = false;

  /** @param answers to what the other end asks */
  constructor(
    private readonly channel: Channel,
    private readonly answers: Answers<Asked>,
  ) {
    channel.onMessage(message => void this.hear(message));
  }

  /**
   * @param patienceMs how long to wait for the answer; without it, as long as it takes
   * @returns the answer; undefined where none came, or the other end is gone. Never rejects
   */
  ask<What extends keyof Asks & string>(
    ask: What,
    content: Asks[What]['about'],
    patienceMs?: number,
  ): Promise<Asks[What]['answer'] | undefined> {
    const id = ++this.questions;
    return new Promise(resolve => {
      // If this process was too busy to hear the answer, it has come meanwhile and is heard first.
      const giveUp = (): void => void setImmediate(() => this.settle(id, undefined));
      const timer = patienceMs === undefined ? undefined : setTimeout(giveUp, patienceMs);
      this.waiting.set(id, answer => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.channel.send({ id, ask, content }, error => {
        if (error !== null) this.settle(id, undefined);
      });
    });
  }

  /** The other end is gone: nobody is left waiting for it, and what it said last comes too late. */
  end(): void {
    this.hasEnded = true;
    for (const id of [...this.waiting.keys()]) this.settle(id, undefined);
  }

  private settle(id: number, answer: unknown): void {
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
  }

  private async hear({ id, ask, content }: Message): Promise<void> {
    if (this.hasEnded) return;
    if (ask === undefined) return this.settle(id, content);
    const answer = await this.answer(ask, content);
    // Whoever has gone meanwhile needs it no more.
    this.channel.send({ id, content: answer }, () => undefined);
  }

  /** A question that cannot be answered is answered with nothing. */
  private async answer(ask: string, content: unknown): Promise<unknown> {
    try {
      return await this.answers[ask as keyof Asked](content);
    } catch {
      return undefined;
    }
  }
}
