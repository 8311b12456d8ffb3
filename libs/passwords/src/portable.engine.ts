import type * as Argon2 from 'argon2';
import { type Derivation, PasswordEngine } from './password-engine.js';

/** argon2: the reference implementation in C, which npm compiles where it brings no binary. */
export class PortableEngine extends PasswordEngine {
  override readonly name = 'argon2';

  constructor(private readonly binding: Pick<typeof Argon2, 'argon2d' | 'argon2i' | 'argon2id' | 'hash'>) {
    super();
  }

  protected override derive(password: Buffer, derivation: Derivation): Promise<Buffer> {
    const { algorithm, version, parameters, salt, tagLength } = derivation;
    return this.binding.hash(password, {
      // Its own PHC text puts p before t, which others do not read.
      raw: true,
      type: this.binding[algorithm],
      version,
      memoryCost: parameters.m,
      timeCost: parameters.t,
      parallelism: parameters.p,
      salt,
      hashLength: tagLength,
    });
  }
}
