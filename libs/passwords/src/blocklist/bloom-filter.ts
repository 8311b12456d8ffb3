/** Bits for each entry: two bytes. */
const BITS_AN_ENTRY = 16;
/** Positions of each entry: with so many bits, as many as give the fewest false positives. */
const POSITIONS = 11;
/** More than that do not fit into one buffer on all versions of Node. */
export const MOST_ENTRIES = 2 ** 30;

/**
 * A set of 64-bit keys that takes two bytes for each, however long they are, and takes them as they come (Bloom, 1970). It
 * says of about 1 in 2,200 that is not in it that it is (0.046 %), and never the opposite. Keys have to be as good as random.
 */
export class BloomFilter {
  private readonly bytes: Uint8Array;
  private readonly bits: number;

  /** @param capacity entries at most; more make false positives more frequent */
  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(8, Math.ceil((capacity * BITS_AN_ENTRY) / 8)));
    this.bits = this.bytes.length * 8;
  }

  /** Bytes of memory. */
  get size(): number {
    return this.bytes.length;
  }

  /** @param high and `low`: the two halves of the key, as whole numbers of 32 bits without sign */
  add(high: number, low: number): void {
    this.visit(high, low, (byte, bit) => {
      this.bytes[byte] = (this.bytes[byte] ?? 0) | bit;
      return true;
    });
  }

  has(high: number, low: number): boolean {
    return this.visit(high, low, (byte, bit) => ((this.bytes[byte] ?? 0) & bit) !== 0);
  }

  /** Goes through the positions of a key as long as `each` says yes: enhanced double hashing (Dillinger, Manolios, 2004). */
  private visit(high: number, low: number, each: (byte: number, bit: number) => boolean): boolean {
    // 48 bits, so that a filter of many gigabits is filled evenly; whole numbers stay exact up to 53.
    let position = (high * 0x1_0000 + (low >>> 16)) % this.bits;
    let step = (Math.imul(low ^ (high >>> 15), 0x9e3779b1) >>> 0) % this.bits;
    for (let count = 0; count < POSITIONS; count++) {
      if (!each(Math.floor(position / 8), 1 << (position % 8))) return false;
      position = (position + step) % this.bits;
      step = (step + count + 1) % this.bits;
    }
    return true;
  }
}
