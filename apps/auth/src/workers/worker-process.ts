import { Metrics } from '#libs/platform';
import { Siblings } from '#libs/revocations';
import type { Program } from '../program.js';
import { Service } from '../service.js';
import type { Counting } from '../counting.js';
import { RateLimitStorage } from '../http/rate-limit.storage.js';
import { DrawnNumbersStorage } from './drawn-numbers.storage.js';
import type { Orders } from './orders.js';
import { PrimarysCounters } from './primarys-counters.js';
import { PrimarysNumbers } from './primarys-numbers.js';

/** A request waits for its number no longer. */
const NUMBER_MS = 1000;
/** Whoever has taken something back waits no longer for the siblings to know: then they learn of it as other instances do. */
const TELLING_MS = 1500;
const MEASURING_MS = 2000;

/** One of several processes that are the service together: an instance like others, but for what these have in common. */
export class WorkerProcess implements Program {
  private isListening = false;

  private constructor(
    private readonly service: Service,
    private readonly orders: Orders,
  ) {}

  static async start(orders: Orders): Promise<WorkerProcess> {
    const { config, listensAtOnce } = await orders.assignment;
    const { primary } = orders;
    const service = await Service.create(config, countingBy(primary));
    service.app.get(Metrics).comprise(async () => (await primary.ask('measureAll', undefined, MEASURING_MS)) ?? []);
    service.app.get(Siblings).reachedBy(entries => primary.ask('tell', entries, TELLING_MS));
    orders.serve(service);
    const worker = new WorkerProcess(service, orders);
    if (listensAtOnce) await worker.listen();
    return worker;
  }

  async run(): Promise<void> {
    const login = await this.service.ready();
    if (!this.isListening) await this.listen();
    await this.orders.primary.ask('ready', login);
  }

  drain(): Promise<void> {
    return this.service.drain();
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  private async listen(): Promise<void> {
    const url = await this.service.listen();
    this.isListening = true;
    await this.orders.primary.ask('listening', url);
  }
}

/** Together with the other workers. */
function countingBy(primary: Orders['primary']): Counting {
  const numbers = new PrimarysNumbers(wanted => primary.ask('count', wanted, NUMBER_MS));
  return {
    requests: new DrawnNumbersStorage(wanted => numbers.draw(wanted), new RateLimitStorage()),
    failures: new PrimarysCounters({
      charge: attempt => primary.ask('charge', attempt, NUMBER_MS),
      refund: attempt => primary.ask('refund', attempt, NUMBER_MS),
    }),
  };
}
