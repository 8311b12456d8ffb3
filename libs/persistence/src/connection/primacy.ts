import type { DatabaseHost, DatabaseServer } from '#libs/platform';
import { nameOf } from './place.js';
import type { Word } from './word.js';

/** For so long somebody who says nothing more is taken for what they last said they were. */
const WORD_COUNTS_MS = 60_000;

/** Whether it matters who the primary is: there are several who might be, and not just any will do. */
export const isWatched = ({ hosts, target }: DatabaseServer): boolean => hosts.length > 1 && target !== 'any';

/**
 * Which of several servers that take themselves for the primary is none any more. Whoever takes over begins a timeline
 * with a higher number than all before, so the one with the lower number was the primary, and does not know it yet.
 */
export class Primacy {
  private readonly words = new Map<string, Word & { readonly at: number }>();

  heard(host: DatabaseHost, word: Word): void {
    this.words.set(nameOf(host), { ...word, at: performance.now() });
  }

  /** Whether another one has taken over from this host; no, as long as nothing is known. */
  isOver(host: DatabaseHost): boolean {
    const { system, timeline } = this.words.get(nameOf(host)) ?? {};
    if (timeline === undefined) return false;
    const since = performance.now() - WORD_COUNTS_MS;
    const hasFollowed = (other: Word & { readonly at: number }): boolean =>
      other.system === system && (other.timeline ?? 0) > timeline && other.at > since;
    return [...this.words.values()].some(hasFollowed);
  }
}
