import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DatabaseHost, DatabaseServer, DatabaseSettings } from '#libs/platform';
import { isReadOnly, SessionRefused } from '../database-errors.js';
import { Connection, type Guide, type Introduction } from './connection.js';
import { Lookout } from './lookout.js';
import { nameOf, type Place } from './place.js';
import { isWatched, Primacy } from './primacy.js';
import type { Purpose } from './purpose.js';
import { explore, type Finding } from './scout.js';
import { LEFT_TO_POOLERS } from './session-settings.js';
import { StatementNames } from './statement-names.js';
import type { Word } from './word.js';

const DROP_INTERVAL_MS = 1000;
/** Whoever is well has said by then what he is; for the others nobody waits before it is known who leads. */
const WELL_WITHIN_MS = 100;

const STANDBY = 'the server is a standby';
const READ_ONLY = 'the session may only read';
const REPLACED = 'another server has taken over';

/**
 * The way to a database: which of its hosts serves now, and how it is spoken to, for all connections that go there. It
 * is looked for before the first connection and, where there are several hosts, after each trouble with the one in use.
 */
export class Route implements Guide {
  readonly names: StatementNames;
  private readonly logger = new Logger('Database');
  private readonly connections = new Set<Connection>();
  private readonly primacy = new Primacy();
  private found: Place | undefined;
  private finding: Promise<Place> | undefined;
  private droppedAt = -Infinity;
  private warned = '';
  private refusal: string | undefined;

  constructor(
    readonly server: DatabaseServer,
    prepared: DatabaseSettings['prepared'],
  ) {
    this.names = new StatementNames(prepared);
  }

  /** Whether sessions are shared with others: known once there was a connection. */
  get isPooled(): boolean {
    return this.found?.isPooled ?? false;
  }

  /** The place of the first host in order that will do. @throws whatever speaks against the last one */
  find(): Promise<Place> {
    if (this.found !== undefined) return Promise.resolve(this.found);
    return (this.finding ??= this.search().finally(() => (this.finding = undefined)));
  }

  met(connection: Connection, { is_standby, is_read_only, differing }: Introduction): void {
    this.connections.add(connection);
    this.noteSettings(connection, differing);
    if (this.server.target === 'any') return;
    const { writes } = connection.purpose;
    const refusal = is_standby ? STANDBY : is_read_only && writes ? READ_ONLY : this.speaksAgainst(connection.place);
    if (writes) this.refusal = refusal;
    if (refusal !== undefined) throw new SessionRefused(refusal);
  }

  /** After a trouble with a host another one may be in charge. */
  failed(connection: Connection): void {
    if (this.server.hosts.length > 1 && connection.leadsTo(this.found)) this.found = undefined;
  }

  ended(connection: Connection): void {
    this.connections.delete(connection);
  }

  /** For somebody who has got this error from a statement: what a server has become that only reads is left. */
  heed(error: unknown): void {
    if (isReadOnly(error) && this.server.target !== 'any') this.leave('the server may only be read now');
  }

  /**
   * Makes sure that a connection can be had that may write, where the last that was made could not.
   * @throws SessionRefused
   */
  async assertWritable(purpose: Purpose): Promise<void> {
    if (this.refusal === undefined) return;
    const connection = new Connection(this, purpose);
    await connection.connect();
    await connection.end();
  }

  /**
   * Has an eye on all hosts, where there are several: one of them may be replaced without knowing it, and would go on to
   * tell what was true before. Until `signal` is aborted.
   */
  lookOut(signal: AbortSignal): void {
    if (!isWatched(this.server)) return;
    // Each lookout waits for it, and so does whoever else stops with the process.
    setMaxListeners(0, signal);
    for (const host of this.server.hosts) {
      void new Lookout(this.server, host, word => this.heard(host, word)).keep(signal);
    }
  }

  /** @returns whether the host was the primary and is none any more */
  private heard(host: DatabaseHost, word: Word): boolean {
    this.primacy.heard(host, word);
    if (this.found !== undefined && this.primacy.isOver(this.found)) this.found = undefined;
    // Also those that were made before another one was found.
    const astray = [...this.connections].filter(({ place }) => this.primacy.isOver(place));
    for (const connection of astray) connection.break(REPLACED);
    const [first] = astray;
    if (first !== undefined) {
      this.logger.warn(`The server at ${nameOf(first.place)} still takes itself for the primary, but ${REPLACED}.`);
    }
    return this.primacy.isOver(host);
  }

  /** Of a server that takes itself for the primary. */
  private speaksAgainst(host: DatabaseHost): string | undefined {
    return this.primacy.isOver(host) ? REPLACED : undefined;
  }

  /** Breaks all connections, so that those who need one look for the database anew. */
  private leave(reason: string): void {
    const now = performance.now();
    if (now - this.droppedAt < DROP_INTERVAL_MS) return;
    this.droppedAt = now;
    if (this.server.hosts.length > 1) this.found = undefined;
    for (const connection of [...this.connections]) connection.break(reason);
  }

  private async search(): Promise<Place> {
    const { server } = this;
    // All at once: a host that does not answer must not keep us from those behind it for longer than it must.
    const explorations = server.hosts.map(host => this.explore(host));
    for (const exploration of explorations) exploration.catch(() => undefined);
    if (isWatched(server)) {
      await Promise.race([Promise.allSettled(explorations), delay(WELL_WITHIN_MS, undefined, { ref: false })]);
    }
    let trouble: unknown;
    let fallback: Finding | undefined;
    for (const exploration of explorations) {
      try {
        const finding = await exploration;
        if (server.target === 'any') return this.take(finding);
        const refusal = finding.isStandby ? STANDBY : this.speaksAgainst(finding.place);
        if (refusal !== undefined) trouble = new SessionRefused(refusal);
        else if (finding.writes) return this.take(finding);
        else fallback ??= finding;
      } catch (error) {
        trouble = error;
      }
    }
    if (fallback !== undefined) return this.take(fallback);
    throw trouble;
  }

  private async explore(host: DatabaseHost): Promise<Finding> {
    const finding = await explore(this.server, host);
    if (finding.word !== undefined) this.primacy.heard(host, finding.word);
    return finding;
  }

  private take({ place, differing }: Finding): Place {
    this.found = place;
    if (place.isPooled) this.warn(place, differing);
    return place;
  }

  private noteSettings({ purpose, place }: Connection, differing: readonly string[]): void {
    const ignored = differing.filter(name => name in purpose.settings);
    if (place.isPooled || ignored.length === 0) return;
    // It has taken the first message, and not heeded it.
    if (this.found !== undefined) this.found = { ...this.found, isPooled: true };
    this.warn(place, differing);
  }

  private warn(place: Place, differing: readonly string[]): void {
    const wrong = differing.filter(name => !LEFT_TO_POOLERS.has(name));
    const text = [
      `A pooler stands at ${nameOf(place)}: statements go without names unless DATABASE_PREPARED=on, and nothing is`,
      'listened for there.',
      ...(wrong.length > 0 ? [`These are not what they have to be, set them for the role: ${wrong.join(', ')}.`] : []),
    ].join(' ');
    if (text !== this.warned) this.logger.warn(text);
    this.warned = text;
  }
}
