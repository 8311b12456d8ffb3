/** `malformed`: of no form that is known here; `excessive`: it asks for more memory, time or length than we ever spend. */
export type HashProblem = 'malformed' | 'excessive';

/** A stored hash that must not be computed. The message holds nothing of the hash, so that it may be logged. */
export class RefusedHash extends Error {
  override readonly name = 'RefusedHash';

  constructor(readonly problem: HashProblem) {
    super(`The stored password hash is ${problem}.`);
  }
}

/** How many bytes a part of a stored hash may have. */
export interface Length {
  readonly least: number;
  readonly most: number;
}

/**
 * Reads base64 as PHC text has it: canonical, without padding.
 * @throws RefusedHash
 */
export function decode(base64 = '', length: Length): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (encode(bytes) !== base64) throw new RefusedHash('malformed');
  return measured(bytes, length);
}

export function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

/** @throws RefusedHash for too few bytes, or too many */
export function measured(bytes: Buffer, { least, most }: Length): Buffer {
  if (bytes.length < least) throw new RefusedHash('malformed');
  if (bytes.length > most) throw new RefusedHash('excessive');
  return bytes;
}
