import { Injectable } from '@nestjs/common';
import { Config, DomainError } from '#libs/platform';

/** What audiences a token may be narrowed to. */
@Injectable()
export class Audiences {
  constructor(private readonly config: Config) {}

  /** Those of a token that asks for none in particular. */
  get all(): readonly string[] {
    return this.config.audiences;
  }

  /**
   * What is asked for, once each and in the configured order; null where nothing is asked for.
   * @param allowed what this client may ask for
   * @throws DomainError `invalid_target` if anything else is asked for (RFC 8707 §2)
   */
  narrow(asked: readonly string[] | undefined, allowed: readonly string[] = this.all): string[] | null {
    if (asked === undefined || asked.length === 0) return null;
    const strange = asked.find(audience => !allowed.includes(audience));
    if (strange !== undefined) throw new DomainError('invalid_target');
    return allowed.filter(audience => asked.includes(audience));
  }
}
