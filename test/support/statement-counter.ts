import { type Pair, TcpRelay } from './tcp-relay.js';
const BIND = 'B'.charCodeAt(0);
const QUERY = 'Q'.charCodeAt(0);
const LENGTH_BYTES = 4;
/** What the service does by itself, up to ten times a second, whoever asks for what. */
const BACKGROUND = [
  ...['keys.list', 'feed.news', 'feed.notify', 'mail.take_due', 'mail.backlog'],
  ...['backchannel.take_due', 'backchannel.backlog', 'backchannel.find_ended'],
  ...['instances.announce', 'instances.withdraw'],
  // Where the feed has told of an end of all sessions.
  ...['sessions.subject_to_tell_of', 'sessions.mark_to_tell', 'sessions.mark_to_tell_of_client'],
];

/** Stands between the service and PostgreSQL and counts the prepared statements that are executed, by their names. */
export class StatementCounter extends TcpRelay {
  private readonly counts = new Map<string, number>();
  private readonly executed = new Map<Pair, Set<string>>();

  /** How often each statement was executed while `work` ran, but for those that the service runs by itself. */
  async during(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const counts = Object.entries(await this.allDuring(work));
    return Object.fromEntries(counts.filter(([name]) => !BACKGROUND.includes(name)));
  }

  /** The same with those. */
  async allDuring(work: () => Promise<unknown>): Promise<Record<string, number>> {
    this.counts.clear();
    await work();
    return Object.fromEntries(this.counts);
  }

  /** Of each connection that stands: what was executed on it, by name, and what has none by its text. */
  connections(): ReadonlySet<string>[] {
    return [...this.executed.values()];
  }

  protected override join(pair: Pair): void {
    const [client, upstream] = pair;
    const executed = new Set<string>();
    this.executed.set(pair, executed);
    client.on('close', () => this.executed.delete(pair));
    const messages = new FrontendMessages(
      name => {
        executed.add(name);
        this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
      },
      text => executed.add(text),
    );
    client.on('data', chunk => messages.push(Buffer.from(chunk)));
    client.pipe(upstream).pipe(client);
  }
}

/** Takes what a client says to PostgreSQL apart: after a first message without a type, type ‖ length ‖ content. */
class FrontendMessages {
  private pending = Buffer.alloc(0);
  private typed = false;

  constructor(
    private readonly onExecution: (statement: string) => void,
    private readonly onSimpleQuery: (text: string) => void,
  ) {}

  push(chunk: Buffer): void {
    this.pending = Buffer.concat([this.pending, chunk]);
    for (;;) {
      const start = this.typed ? 1 : 0;
      if (this.pending.length < start + LENGTH_BYTES) return;
      const end = start + this.pending.readInt32BE(start);
      if (this.pending.length < end) return;
      if (this.typed && this.pending[0] === BIND) this.onExecution(statementIn(this.pending.subarray(5, end)));
      if (this.typed && this.pending[0] === QUERY) this.onSimpleQuery(this.pending.toString('utf8', 5, end - 1));
      this.typed = true;
      this.pending = this.pending.subarray(end);
    }
  }
}

/** Bind: name of the portal, NUL, name of the statement, NUL, values. */
function statementIn(bind: Buffer): string {
  return bind.toString('latin1').split('\0', 2)[1] ?? '';
}
