import type { RevocationEntry } from '../../../../contracts/src/index.js';
import { DEFAULT_STALENESS_LIMIT, type GatehouseOptions } from '../gatehouse-options.js';
import type { GatehouseStatus } from '../gatehouse-status.js';
import { type Revocation, revocationOf } from '../revocation.js';
import { ClientToken } from './client-token.js';
import { monotonicSeconds } from './clock.js';
import { Discovery } from './discovery.js';
import { Freshness } from './freshness.js';
import { Http } from './http.js';
import { Introspection } from './introspection.js';
import { RemoteKeySource } from './remote-key-source.js';
import { RemoteRevocationView } from './remote-revocation-view.js';
import { RevocationPicture } from './revocation-picture.js';
import { RevocationSubscription } from './revocation-subscription.js';
import { Trouble } from './trouble.js';

type Listener = (revocation: Revocation) => void;

/** An issuer that is reached over HTTP: its keys and its revocations, followed from `start` to `close`. */
export class RemoteIssuer {
  readonly keys: RemoteKeySource;
  readonly revocations: RemoteRevocationView;
  private readonly subscription: RevocationSubscription;
  private readonly picture = new RevocationPicture();
  private readonly freshness = new Freshness();
  private readonly trouble: Trouble;
  private readonly lifetime = new AbortController();
  private readonly listeners = new Set<Listener>();
  private started: Promise<void> | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor({ issuer, url = issuer, client, staleness = {}, onError, onRecovery }: GatehouseOptions) {
    const { limit = DEFAULT_STALENESS_LIMIT, whenStale = 'closed' } = staleness;
    const { picture, freshness } = this;
    const trouble = new Trouble(onError, onRecovery);
    const http = new Http(this.lifetime.signal);
    const discovery = new Discovery(http, issuer, url);
    const token = new ClientToken(http, discovery, client);
    const introspection = new Introspection(http, discovery, client, trouble);
    this.trouble = trouble;
    this.keys = new RemoteKeySource(http, discovery, trouble);
    this.revocations = new RemoteRevocationView(picture, freshness, { limit, whenStale }, introspection);
    const onNews = this.tell.bind(this);
    this.subscription = new RevocationSubscription({ http, discovery, token, picture, freshness, trouble, onNews });
  }

  /** Begins to follow. Kept once there are keys and a whole picture of revocations; broken only by `close`. */
  start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  /** @returns what ends the telling */
  onRevoked(listener: Listener): () => void {
    // One of its own for each call, so that the same function can listen twice.
    const own: Listener = revocation => listener(revocation);
    this.listeners.add(own);
    return () => void this.listeners.delete(own);
  }

  status(): GatehouseStatus {
    const age = this.freshness.age(monotonicSeconds());
    return {
      connected: this.subscription.connected,
      age_seconds: Number.isFinite(age) ? age : null,
      stale: this.revocations.stale,
      entries: this.picture.state?.size ?? 0,
      keys: this.keys.size,
    };
  }

  /** Ends all that runs, and waits until it has ended. */
  async close(): Promise<void> {
    this.lifetime.abort();
    await this.running;
  }

  private begin(): Promise<void> {
    const { signal } = this.lifetime;
    const closed = new Promise<never>((_resolve, reject) => {
      const refuse = (): void => reject(new Error('Gatehouse was closed'));
      if (signal.aborted) refuse();
      else signal.addEventListener('abort', refuse);
    });
    this.running = Promise.all([this.keys.run(signal), this.subscription.run(signal)]);
    const both = Promise.all([this.keys.loaded, this.subscription.loaded]);
    const started = Promise.race([both.then(() => undefined), closed]);
    // Whoever does not wait for it must not be brought down by `close`.
    started.catch(() => undefined);
    return started;
  }

  private tell(news: readonly RevocationEntry[]): void {
    for (const entry of news) {
      if (entry.kind === 'key') this.keys.evict(entry.kid);
      if (this.listeners.size > 0) this.tellListeners(revocationOf(entry));
    }
  }

  private tellListeners(revocation: Revocation): void {
    for (const listener of [...this.listeners]) {
      try {
        // An asynchronous one type-checks as well.
        const outcome: unknown = listener(revocation);
        if (outcome instanceof Promise) outcome.catch((error: unknown) => this.trouble.report('a listener', error));
      } catch (error) {
        this.trouble.report('a listener', error);
      }
    }
  }
}
