const CAPACITY = 1000;
const LONGEST_TEXT = 4096;
/** The end of a token is its signature, so it tells tokens apart. */
const KEY_LENGTH = 32;

/**
 * Remembers texts that were looked at of late. A text is found by its end and then compared as a whole, which is many
 * times faster than to hash all of it: every request brings its header as a new string, without a hash.
 */
export class RecentTexts {
  private readonly texts = new Map<string, string>();

  has(text: string): boolean {
    return this.texts.get(keyOf(text)) === text;
  }

  add(text: string): void {
    if (text.length > LONGEST_TEXT) return;
    if (this.texts.size >= CAPACITY) this.texts.clear();
    this.texts.set(keyOf(text), text);
  }
}

/** What a long text is found by in a map. */
export const keyOf = (text: string): string => text.slice(-KEY_LENGTH);
