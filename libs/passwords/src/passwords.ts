import { type Argon2Parameters, DEFAULT_PARAMETERS, withinCeiling } from './argon2-parameters.js';
import type { Asker } from './asker.js';
import { HashingQueue } from './hashing-queue.js';
import { dummyHash, type PasswordEngine } from './password-engine.js';
import { type PasswordText, type PasswordTextProblem, readPassword } from './password-text.js';
import { needsRehash, parsePhc, type PhcHash } from './phc.js';
import { type HashProblem, RefusedHash } from './stored/bytes.js';
import { dummyLike } from './stored/dummy-like.js';
import { ForeignHash } from './stored/foreign-hash.js';
import { parseStored } from './stored/stored-hash.js';

/** Why no comparison took place though a stored hash was given; for the log, never for the answer. */
export type VerificationProblem = `stored_hash_${HashProblem}` | `password_${PasswordTextProblem}`;

export interface Verification {
  readonly matches: boolean;
  /** The password is right, and its hash is weaker than the target, or of another scheme: hash it anew now. */
  readonly needsRehash: boolean;
  readonly problem?: VerificationProblem;
}

export interface PasswordsOptions {
  readonly engine: PasswordEngine;
  readonly queue?: HashingQueue;
  /** Costs of new hashes; those below them are renewed at login. */
  readonly parameters?: Argon2Parameters;
  /**
   * What the hash of an account would begin with that is not there, such as `$2b$12$`, where others have hashes of another system: so
   * the time that it takes to compare with one tells nobody who is there. Undefined for one of ours.
   */
  readonly costsOfStranger?: (account: string) => string | undefined;
}

/** Hashes and verifies people's passwords, never more at once than the queue lets through. */
export class Passwords {
  readonly #engine: PasswordEngine;
  readonly #queue: HashingQueue;
  readonly #parameters: Argon2Parameters;
  readonly #dummy: string;
  readonly #costsOfStranger: (account: string) => string | undefined;

  /** @throws RangeError when the parameters are above the ceiling for stored hashes */
  constructor({
    engine,
    queue = new HashingQueue(),
    parameters = DEFAULT_PARAMETERS,
    costsOfStranger = () => undefined,
  }: PasswordsOptions) {
    if (!withinCeiling(parameters)) throw new RangeError('The argon2 parameters are outside of what is accepted.');
    this.#engine = engine;
    this.#queue = queue;
    this.#parameters = parameters;
    this.#dummy = dummyHash(parameters);
    this.#costsOfStranger = costsOfStranger;
  }

  /**
   * PHC text of the password, normalised.
   *
   * @throws RangeError for what `PasswordPolicy` refuses as too long or malformed
   * @param asker on whose behalf; the service's own, if nobody's
   * @throws HashingOverloaded when the queue is full or slow
   */
  async hash(password: string, asker?: Asker): Promise<string> {
    const read = readPassword(password);
    if ('problem' in read) throw new RangeError(`The password is ${read.problem}.`);
    return this.#queue.run(() => this.#engine.hash(read.text, this.#parameters), asker);
  }

  /**
   * For what has to be done before there is something to verify.
   * @throws HashingOverloaded when the queue would turn this asker away now
   */
  assertPlace(asker: Asker): Promise<void> {
    return this.#queue.assertPlace(asker);
  }

  /**
   * Whether the password is the one of the stored hash, ours or another system's. `undefined` stands for an unknown user;
   * that, an unusable stored hash and an unusable password cost as much time as a comparison and never match.
   *
   * @param asker on whose behalf; the service's own, if nobody's
   * @throws HashingOverloaded when the queue is full or slow
   */
  async verify(stored: string | undefined, password: string, asker?: Asker): Promise<Verification> {
    const read = readPassword(password);
    const hash = stored === undefined ? undefined : readStored(stored);
    const problem = problemOf(hash, read);
    const [text, compared] = typeof hash === 'object' ? [stored ?? '', hash] : this.#dummyFor(asker);
    // The text given may be huge: an empty one takes the same time and no memory.
    const given = 'problem' in read ? { normal: '', typed: '' } : { normal: read.text, typed: password };
    const isEqual = await this.#queue.run(
      () => (compared instanceof ForeignHash ? compared.verify(given.typed) : this.#engine.verify(text, given.normal)),
      asker,
    );
    const matches = isEqual && compared === hash && problem === undefined;
    const isWeak = compared instanceof ForeignHash || needsRehash(compared, this.#parameters);
    return { matches, needsRehash: matches && isWeak, ...(problem && { problem }) };
  }

  /** What takes as long to compare with as the hash of somebody who is there. */
  #dummyFor(asker: Asker | undefined): readonly [text: string, hash: PhcHash | ForeignHash] {
    const costs = asker && this.#costsOfStranger(asker.account);
    const text = costs === undefined ? this.#dummy : dummyLike(costs);
    const hash = readStored(text);
    return typeof hash === 'object' ? [text, hash] : [this.#dummy, parsePhc(this.#dummy)];
  }
}

function readStored(text: string): PhcHash | ForeignHash | HashProblem {
  try {
    return parseStored(text);
  } catch (error) {
    if (error instanceof RefusedHash) return error.problem;
    throw error;
  }
}

function problemOf(
  hash: ReturnType<typeof readStored> | undefined,
  read: PasswordText,
): VerificationProblem | undefined {
  if ('problem' in read) return `password_${read.problem}`;
  return typeof hash === 'string' ? `stored_hash_${hash}` : undefined;
}
