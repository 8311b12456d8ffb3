import { type Argon2Parameters, DEFAULT_PARAMETERS, withinCeiling } from './argon2-parameters.js';
import type { Asker } from './asker.js';
import { HashingQueue } from './hashing-queue.js';
import { dummyHash, type PasswordEngine } from './password-engine.js';
import { type PasswordTextProblem, readPassword } from './password-text.js';
import { needsRehash, parsePhc, type PhcHash, type PhcProblem, RefusedHash } from './phc.js';

/** Why no comparison took place though a stored hash was given; for the log, never for the answer. */
export type VerificationProblem = `stored_hash_${PhcProblem}` | `password_${PasswordTextProblem}`;

export interface Verification {
  readonly matches: boolean;
  /** The password is right, and its hash is weaker than the target: hash it anew now. */
  readonly needsRehash: boolean;
  readonly problem?: VerificationProblem;
}

export interface PasswordsOptions {
  readonly engine: PasswordEngine;
  readonly queue?: HashingQueue;
  /** Costs of new hashes; those below them are renewed at login. */
  readonly parameters?: Argon2Parameters;
}

/** Hashes and verifies people's passwords, never more at once than the queue lets through. */
export class Passwords {
  readonly #engine: PasswordEngine;
  readonly #queue: HashingQueue;
  readonly #parameters: Argon2Parameters;
  readonly #dummy: string;

  /** @throws RangeError when the parameters are above the ceiling for stored hashes */
  constructor({ engine, queue = new HashingQueue(), parameters = DEFAULT_PARAMETERS }: PasswordsOptions) {
    if (!withinCeiling(parameters)) throw new RangeError('The argon2 parameters are outside of what is accepted.');
    this.#engine = engine;
    this.#queue = queue;
    this.#parameters = parameters;
    this.#dummy = dummyHash(parameters);
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
   * Whether the password is the one of the stored hash. `undefined` stands for an unknown user; that, an unusable
   * stored hash and an unusable password cost as much time as a comparison and never match.
   *
   * @param asker on whose behalf; the service's own, if nobody's
   * @throws HashingOverloaded when the queue is full or slow
   */
  async verify(phc: string | undefined, password: string, asker?: Asker): Promise<Verification> {
    const read = readPassword(password);
    // The text given may be huge: an empty one takes the same time and no memory.
    if ('problem' in read) return this.#decline(asker, '', `password_${read.problem}`);
    if (phc === undefined) return this.#decline(asker, read.text);
    const stored = readStored(phc);
    if (typeof stored === 'string') return this.#decline(asker, read.text, `stored_hash_${stored}`);

    const matches = await this.#queue.run(() => this.#engine.verify(phc, read.text), asker);
    return { matches, needsRehash: matches && needsRehash(stored, this.#parameters) };
  }

  async #decline(asker: Asker | undefined, text: string, problem?: VerificationProblem): Promise<Verification> {
    await this.#queue.run(() => this.#engine.verify(this.#dummy, text), asker);
    return { matches: false, needsRehash: false, ...(problem && { problem }) };
  }
}

function readStored(phc: string): PhcHash | PhcProblem {
  try {
    return parsePhc(phc);
  } catch (error) {
    if (error instanceof RefusedHash) return error.problem;
    throw error;
  }
}
