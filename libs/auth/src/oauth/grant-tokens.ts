import { DomainError } from '#libs/platform';
import type { Grant, GrantedTokens, TokenRequest } from './grants/grant.js';

/** Gives out tokens by the grant that a request names. */
export class GrantTokens {
  private readonly grants: ReadonlyMap<string, Grant>;

  constructor(grants: readonly Grant[]) {
    this.grants = new Map(grants.filter(({ isOn }) => isOn).map(grant => [grant.type, grant]));
  }

  /** The grant types that are switched on. */
  get types(): string[] {
    return [...this.grants.keys()];
  }

  /** @throws DomainError with one of the codes of RFC 6749 §5.2 */
  async execute(request: TokenRequest): Promise<GrantedTokens> {
    const grant = this.grants.get(request.form.required('grant_type'));
    if (grant === undefined) throw new DomainError('unsupported_grant_type');
    return grant.execute(request);
  }
}
