import { Logger } from '@nestjs/common';
import type { DatabaseHost, DatabaseServer, DatabaseSettings } from '#libs/platform';
import { isParameterRefused, isReadOnly, isWithoutTls, SessionRefused } from '../database-errors.js';
import { Connection, type Guide, type Introduction } from './connection.js';
import { StatementNames } from './statement-names.js';
import { nameOf, type Place } from './place.js';
import { type Purpose, SCOUT } from './purpose.js';
import { LEFT_TO_POOLERS, TRACKED_BY_POOLERS } from './session-settings.js';

const DROP_INTERVAL_MS = 1000;

/** A server that was found, and whether it may be written to. */
interface Finding {
  readonly place: Place;
  readonly writes: boolean;
  readonly isStandby: boolean;
  readonly differing: readonly string[];
}

/**
 * The way to a database: which of its hosts serves now, and how it is spoken to, for all connections that go there. It
 * is looked for before the first connection and, where there are several hosts, after each trouble with the one in use.
 */
export class Route implements Guide {
  readonly names: StatementNames;
  private readonly logger = new Logger('Database');
  private readonly connections = new Set<Connection>();
  private found: Place | undefined;
  private finding: Promise<Place> | undefined;
  private droppedAt = -Infinity;
  private warned = '';
  private refusal: SessionRefused | undefined;

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
    if (!is_standby && !(is_read_only && connection.purpose.writes)) {
      if (connection.purpose.writes) this.refusal = undefined;
      return;
    }
    const refusal = new SessionRefused(is_standby ? 'the server is a standby' : 'the session may only read');
    if (connection.purpose.writes) this.refusal = refusal;
    throw refusal;
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

  /** Breaks all connections, so that those who need one look for the database anew. */
  private leave(reason: string): void {
    const now = performance.now();
    if (now - this.droppedAt < DROP_INTERVAL_MS) return;
    this.droppedAt = now;
    if (this.server.hosts.length > 1) this.found = undefined;
    for (const connection of [...this.connections]) connection.break(reason);
  }

  private async search(): Promise<Place> {
    // All at once: a host that does not answer must not keep us from those behind it for longer than it must.
    const explorations = this.server.hosts.map(host => this.explore(host));
    for (const exploration of explorations) exploration.catch(() => undefined);
    let trouble: unknown;
    let fallback: Finding | undefined;
    for (const exploration of explorations) {
      try {
        const finding = await exploration;
        if (this.server.target === 'any' || finding.writes) return this.take(finding);
        if (!finding.isStandby) fallback ??= finding;
        else trouble = new SessionRefused('the server is a standby');
      } catch (error) {
        trouble = error;
      }
    }
    if (fallback !== undefined) return this.take(fallback);
    throw trouble;
  }

  private take({ place, differing }: Finding): Place {
    this.found = place;
    if (place.isPooled) this.warn(place, differing);
    return place;
  }

  /** Finds out how the host is spoken to: with all that can be asked for, or with what it takes. */
  private async explore(host: DatabaseHost): Promise<Finding> {
    const { mode } = this.server.tls;
    let place: Place = { ...host, tls: mode !== 'disable' && !host.host.startsWith('/'), isPooled: false };
    for (;;) {
      try {
        const { is_standby, is_read_only, differing } = await this.meet(place);
        const ignored = differing.some(name => name in SCOUT.settings && !(name in TRACKED_BY_POOLERS));
        const writes = !is_standby && !is_read_only;
        return { place: { ...place, isPooled: place.isPooled || ignored }, writes, isStandby: is_standby, differing };
      } catch (error) {
        const other: Place = {
          ...place,
          tls: place.tls && !(mode === 'prefer' && isWithoutTls(error)),
          isPooled: place.isPooled || isParameterRefused(error),
        };
        if (other.tls === place.tls && other.isPooled === place.isPooled) throw error;
        place = other;
      }
    }
  }

  private async meet(place: Place): Promise<Introduction> {
    const met: Introduction[] = [];
    const guide: Guide = {
      server: this.server,
      find: () => Promise.resolve(place),
      met: (_connection, introduction) => void met.push(introduction),
      failed: () => undefined,
      ended: () => undefined,
    };
    const scout = new Connection(guide, { ...SCOUT, ...(this.server.hosts.length === 1 && { connectWithin: 900 }) });
    await scout.connect();
    await scout.end();
    const [introduction] = met;
    if (introduction === undefined) throw new Error('the server does not say what it is');
    return introduction;
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
