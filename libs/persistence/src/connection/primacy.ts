import type { DatabaseHost } from '#libs/platform';
import { nameOf } from './place.js';

/** For so long somebody who says nothing more is taken for what they last said they were. */
const WORD_COUNTS_MS = 60_000;

interface Word {
  /** Of a server that takes itself for the primary. */
  readonly timeline: number | undefined;
  readonly at: number;
}

/**
 * Which of several servers that take themselves for the primary is none any more. Whoever takes over begins a timeline
 * with a higher number than all before, so the one with the lower number was the primary, and does not know it yet.
 */
export class Primacy {
  private readonly words = new Map<string, Word>();

  /** @param timeline the one that the server writes; undefined: it writes none, and follows another */
  heard(host: DatabaseHost, timeline: number | undefined): void {
    this.words.set(nameOf(host), { timeline, at: performance.now() });
  }

  /** Whether another one has taken over from this host; no, as long as nothing is known. */
  isOver(host: DatabaseHost): boolean {
    const own = this.words.get(nameOf(host))?.timeline;
    if (own === undefined) return false;
    const since = performance.now() - WORD_COUNTS_MS;
    return [...this.words.values()].some(({ timeline = 0, at }) => timeline > own && at > since);
  }
}
