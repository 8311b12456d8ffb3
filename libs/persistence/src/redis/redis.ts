import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { createClient } from '@redis/client';
import { Config } from '#libs/platform';

type Client = ReturnType<typeof createClient>;

const CONNECT_TIMEOUT_MS = 900;
/** Whoever asks Redis would otherwise ask PostgreSQL: it must not take longer than that. */
const COMMAND_TIMEOUT_MS = 50;
const PING_INTERVAL_MS = 1000;
/** A connection on which not even pings are answered is ended and made anew. */
const SILENCE_LIMIT_MS = 3000;
const LONGEST_PAUSE_MS = 1000;
const LOG_INTERVAL_MS = 60_000;

/**
 * Redis or Valkey, where `REDIS_URL` names one: what replicas share so that PostgreSQL is asked less often. Nothing
 * here is the truth, so nothing here fails: where Redis is away, slow, or not configured, nothing is known.
 */
export class Redis implements OnApplicationShutdown {
  private readonly logger = new Logger('Redis');
  private readonly client: Client | undefined;
  /** A connection that has subscribed may do nothing else before Redis 6. */
  private readonly subscriber: Client | undefined;
  private lastLogged = -Infinity;
  /** Since when commands have been sent and none was answered. */
  private silentSince: number | undefined;

  private constructor(newClient: (() => Client) | undefined) {
    this.client = newClient && this.watched(newClient());
    this.subscriber = newClient && this.watched(newClient());
  }

  /** The library is loaded only where there is a Redis: an instance without one starts sooner. */
  static async of({ redisUrl }: Config): Promise<Redis> {
    if (redisUrl === undefined) return new Redis(undefined);
    const { createClient } = await import('@redis/client');
    return new Redis(() => createClient(optionsFor(redisUrl)));
  }

  get isConfigured(): boolean {
    return this.client !== undefined;
  }

  /** Begins to connect and goes on trying; does not wait for it. */
  open(): void {
    for (const client of [this.client, this.subscriber]) {
      if (client?.isOpen === false) client.connect().catch((error: unknown) => this.note(error));
    }
  }

  onApplicationShutdown(): void {
    for (const client of [this.client, this.subscriber]) if (client?.isOpen === true) client.destroy();
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.attempt(client => client.get(key))) ?? undefined;
  }

  async set(key: string, value: string, seconds: number): Promise<void> {
    await this.attempt(client => client.set(key, value, { expiration: { type: 'EX', value: seconds } }));
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
    if (this.client?.isReady !== true) return undefined;
    const { client } = this;
    this.silentSince ??= performance.now();
    const answer = work(client).then(value => {
      this.silentSince = undefined;
      return value;
    });
    const limit = new AbortController();
    try {
      // The client's own limit ends once a command is written, whether or not it is answered.
      return await Promise.race([answer, delay(COMMAND_TIMEOUT_MS, undefined, { signal: limit.signal }).then(late)]);
    } catch (error) {
      answer.catch(() => undefined);
      this.note(error);
      this.replaceIfSilent(client);
      return undefined;
    } finally {
      limit.abort();
    }
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
    this.logger.warn(`Redis is not to be had, PostgreSQL is asked instead: ${String(error)}`);
  }
}

function late(): never {
  throw new Error(`no answer within ${COMMAND_TIMEOUT_MS} ms`);
}

function optionsFor(url: string): Parameters<typeof createClient>[0] {
  return {
    url,
    RESP: 2,
    disableOfflineQueue: true,
    pingInterval: PING_INTERVAL_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_LIMIT_MS,
      reconnectStrategy: retries => Math.min(20 * 2 ** Math.min(retries, 10), LONGEST_PAUSE_MS),
    },
  };
}
