import { Metrics } from '#libs/platform';
import { Siblings } from '#libs/revocations';
import type { Service } from '../service.js';
import { type Channel, Line } from './line.js';
import type { AskedOfPrimary, AskedOfWorkers, Assignment } from './questions.js';

const CHANNEL: Channel = {
  send: (message, sent) => void process.send?.(message, undefined, undefined, sent),
  onMessage: heard => process.on('message', heard),
};

/** What the primary wants of this process, which is one of its workers. Without the primary it ends: Node sees to that. */
export class Orders {
  /** Resolves once this worker is wanted: it has loaded its code by then. */
  readonly assignment: Promise<Assignment>;
  readonly primary: Line<AskedOfWorkers, AskedOfPrimary>;
  private service: Service | undefined;
  /** Nothing has begun yet. */
  private stop = (): void => process.exit(0);

  constructor(private readonly whenToStop: () => void) {
    let assign: (assignment: Assignment) => void;
    this.assignment = new Promise(resolve => (assign = resolve));
    this.primary = new Line<AskedOfWorkers, AskedOfPrimary>(CHANNEL, {
      start: assignment => {
        this.stop = this.whenToStop;
        assign(assignment);
      },
      stop: () => this.stop(),
      reload: () => this.service?.reload(),
      measure: () => this.service?.app.get(Metrics).measure() ?? [],
      hear: entries => this.service?.app.get(Siblings).hear(entries),
    });
    void this.primary.ask('here', undefined);
  }

  /** What this process serves. */
  serve(service: Service): void {
    this.service = service;
  }
}
