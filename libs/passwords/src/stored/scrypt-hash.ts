import { scrypt, type ScryptOptions } from 'node:crypto';
import { decode, RefusedHash } from './bytes.js';
import { ANY_LENGTH, DerivedHash, derivedForm } from './foreign-hash.js';

/** Costs of scrypt (RFC 7914 §2). */
export interface ScryptCosts {
  /** The binary logarithm of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** What `N · r · p` may be: 256 MiB of memory, or as much time with less; twice what OWASP calls for. */
const MOST_WORK = 2 ** 21;

export const SCRYPT_COSTS = 'ln=(?<ln>[1-9]\\d?),r=(?<r>[1-9]\\d{0,2}),p=(?<p>[1-9]\\d{0,2})';
const FORM = derivedForm('scrypt', SCRYPT_COSTS);

/** scrypt, in the PHC text of passlib and others: `$scrypt$ln=15,r=8,p=1$salt$tag`. */
export class ScryptHash extends DerivedHash {
  protected override readonly scheme: string = 'scrypt';
  protected override readonly costs: string;

  /** @throws RefusedHash */
  constructor(
    private readonly parameters: ScryptCosts,
    salt: Buffer,
    tag: Buffer,
  ) {
    super(salt, tag);
    assertAffordable(parameters);
    const { ln, r, p } = parameters;
    this.costs = `ln=${ln},r=${r},p=${p}`;
  }

  /** @returns undefined for text of another scheme @throws RefusedHash */
  static parse(text: string): ScryptHash | undefined {
    const groups = FORM.exec(text)?.groups;
    if (groups === undefined) return undefined;
    return new ScryptHash(costsOf(groups), decode(groups['salt'], ANY_LENGTH), decode(groups['tag'], ANY_LENGTH));
  }

  protected override derive(password: Buffer): Promise<Buffer> {
    return this.key(password, this.tag.length);
  }

  /** What scrypt gives for the password, so many bytes of it. */
  protected key(password: Buffer, length: number): Promise<Buffer> {
    const { ln, r, p } = this.parameters;
    const N = 2 ** ln;
    // What OpenSSL counts: the blocks, and the vector that they are mixed with.
    const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p + 2) + 1024 };
    return new Promise((resolve, reject) => {
      scrypt(password, this.salt, length, options, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
  }
}

export const costsOf = ({ ln, r, p }: Record<string, string | undefined>): ScryptCosts => ({
  ln: Number(ln),
  r: Number(r),
  p: Number(p),
});

function assertAffordable({ ln, r, p }: ScryptCosts): void {
  const isWhole = [ln, r, p].every(cost => Number.isSafeInteger(cost) && cost >= 1);
  // RFC 7914 §2: N has to be below 2^(16 r).
  if (!isWhole || ln >= 16 * r) throw new RefusedHash('malformed');
  if (2 ** ln * r * p > MOST_WORK) throw new RefusedHash('excessive');
}
