import { timingSafeEqual } from 'node:crypto';
import { encode, measured } from './bytes.js';

const SALT_BYTES = { least: 1, most: 128 };
const TAG_BYTES = { least: 16, most: 64 };

/**
 * The hash of a password that another system has made, and that whoever has the password can still log in by. It is
 * computed off the main thread, from the bytes as they were typed: those systems do not normalise.
 */
export abstract class ForeignHash {
  /** As it is stored. It begins with what the time goes by that it takes to compute it: scheme and costs. */
  abstract readonly text: string;

  /** Whether `password` gives the stored hash; compared in constant time. Takes as long where it cannot be right. */
  abstract verify(password: string): Promise<boolean>;
}

/** One by a function that derives keys, from a salt: `$scheme$costs$salt$tag`. */
export abstract class DerivedHash extends ForeignHash {
  protected abstract readonly scheme: string;
  /** As the text has them. */
  protected abstract readonly costs: string;

  /** @throws RefusedHash for a salt or tag of a length that nobody makes */
  constructor(
    protected readonly salt: Buffer,
    protected readonly tag: Buffer,
  ) {
    super();
    measured(salt, SALT_BYTES);
    measured(tag, TAG_BYTES);
  }

  /** The tag of this password, as long as the stored one. */
  protected abstract derive(password: Buffer): Promise<Buffer>;

  override get text(): string {
    return `$${this.scheme}$${this.costs}$${encode(this.salt)}$${encode(this.tag)}`;
  }

  override async verify(password: string): Promise<boolean> {
    return timingSafeEqual(await this.derive(Buffer.from(password)), this.tag);
  }
}

/** The form of the text of a `DerivedHash`. */
export const derivedForm = (scheme: string, costs: string): RegExp =>
  new RegExp(`^\\$${scheme}\\$${costs}\\$(?<salt>[A-Za-z0-9+/]+)\\$(?<tag>[A-Za-z0-9+/]+)$`);

/** Bounds for `decode`, which the constructor narrows. */
export const ANY_LENGTH = { least: 1, most: 128 };
