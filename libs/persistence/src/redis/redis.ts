import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { createClient } from '@redis/client';
import { Config, type Metrics } from '#libs/platform';
import { Presence } from './presence.js';
import { redisOptions, SILENCE_LIMIT_MS } from './redis-options.js';
import { RedisScript, type ScriptInput } from './redis-script.js';
import { within } from './time-limit.js';

type Client = ReturnType<typeof createClient>;

/** Whoever asks Redis would otherwise ask PostgreSQL: it must not take longer than that. */
const COMMAND_TIMEOUT_MS = 50;
const LOG_INTERVAL_MS = 60_000;
const AWAY_HELP =
  'Processes that do without the Redis that is configured, since it is away or slow, or refuses what it is asked.';
/** A Redis that is loading, full, or a replica may answer whoever only asks whether it is there. */
const PROBE = new RedisScript(`redis.call('SET', KEYS[1], '', 'PX', 1000) return {1}`);

/**
 * Redis or Valkey, where `REDIS_URL` names one: what replicas share so that PostgreSQL is asked less often, and so that they count
 * as one. Nothing here is the truth, so nothing here fails: where Redis is away, slow, or not configured, nothing is known. Nobody
 * waits for it any more once it was slow, until it answers again.
 */
export class Redis implements OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly client: Client | undefined;
  /** A connection that has subscribed may do nothing else before Redis 6. */
  private readonly subscriber: Client | undefined;
  private readonly presence = new Presence(
    () => this.answersProbe(),
    () => this.logger.log('Redis answers again'),
  );
  private lastLogged = -Infinity;
  /** Since when commands have been sent and none was answered. */
  private silentSince: number | undefined;

  private constructor(newClient: (() => Client) | undefined) {
    this.client = newClient && this.watched(newClient());
    this.subscriber = newClient && this.watched(newClient());
  }

  /** The library is loaded only where there is a Redis: an instance without one starts sooner. */
  static async of({ redisUrl }: Config, metrics: Metrics): Promise<Redis> {
    if (redisUrl === undefined) return new Redis(undefined);
    const { createClient } = await import('@redis/client');
    const redis = new Redis(() => createClient(redisOptions(redisUrl)));
    metrics.addGauge('gatehouse_redis_away', AWAY_HELP, 'sum', () => (redis.isThere ? 0 : 1));
    return redis;
  }

  get isConfigured(): boolean {
    return this.client !== undefined;
  }

  private get isThere(): boolean {
    return this.client?.isReady === true && this.presence.isThere;
  }

  /** Begins to connect and goes on trying; does not wait for it. */
  open(): void {
    for (const client of [this.client, this.subscriber]) {
      if (client?.isOpen === false) client.connect().catch((error: unknown) => this.note(error));
    }
  }

  onApplicationShutdown(): void {
    this.presence.end();
    for (const client of [this.client, this.subscriber]) if (client?.isOpen === true) client.destroy();
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.attempt(client => client.get(key))) ?? undefined;
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    await this.attempt(client => client.set(key, value, { expiration: { type: 'EX', value: seconds } }));
  }

  /** @returns what the script answers, if it does in time */
  async run(script: RedisScript, input: ScriptInput): Promise<readonly number[] | undefined> {
    return this.attempt(client => script.runOn(client, input));
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.attempt(client => client.publish(channel, message));
  }

  /**
   * Calls `heard` with each message of the channel, and with an empty one after each new connection, since something
   * may have been missed.
   */
  subscribe(channel: string, heard: (message: string) => void): void {
    const { subscriber } = this;
    if (subscriber === undefined) return;
    let subscribed = false;
    // The client subscribes again by itself after it has lost its connection, but only to what it was subscribed to.
    const listen = (): void => {
      const ready = subscribed ? Promise.resolve() : subscriber.subscribe(channel, heard);
      ready.then(
        () => {
          subscribed = true;
          heard('');
        },
        (error: unknown) => this.note(error),
      );
    };
    subscriber.on('ready', listen);
    // Whoever has opened it before cannot keep it deaf.
    if (subscriber.isReady) listen();
  }

  private async attempt<T>(work: (client: Client) => Promise<T>): Promise<T | undefined> {
    return this.client !== undefined && this.isThere ? this.ask(this.client, work) : undefined;
  }

  private async answersProbe(): Promise<boolean> {
    const { client } = this;
    if (client?.isReady !== true) return false;
    return (await this.ask(client, () => PROBE.runOn(client, { keys: ['gatehouse:probe'] }))) !== undefined;
  }

  private async ask<T>(client: Client, work: (client: Client) => Promise<T>): Promise<T | undefined> {
    this.silentSince ??= performance.now();
    try {
      // The client's own limit ends once a command is written, whether or not it is answered.
      return await within(COMMAND_TIMEOUT_MS, this.heard(work(client)));
    } catch (error) {
      this.presence.missed();
      this.note(error);
      this.replaceIfSilent(client);
      return undefined;
    }
  }

  /** Whatever it is and however late: an answer has come. */
  private heard<T>(answer: Promise<T>): Promise<T> {
    return answer.finally(() => (this.silentSince = undefined));
  }

  /** A Redis that takes commands and answers none is left, and tried anew. */
  private replaceIfSilent(client: Client): void {
    if (!client.isReady || performance.now() - (this.silentSince ?? Infinity) < SILENCE_LIMIT_MS) return;
    this.silentSince = undefined;
    client.destroy();
    client.connect().catch((error: unknown) => this.note(error));
  }

  private watched(client: Client): Client {
    return client.on('error', error => this.note(error));
  }

  /** A Redis that is away is no reason to fill the log. */
  private note(error: unknown): void {
    const now = performance.now();
    if (now - this.lastLogged < LOG_INTERVAL_MS) return;
    this.lastLogged = now;
    this.logger.warn(
      `Redis is not to be had: PostgreSQL is asked instead, and each instance counts by itself: ${String(error)}`,
    );
  }
}
