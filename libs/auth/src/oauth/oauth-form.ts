import { DomainError } from '#libs/platform';

/** What RFC 6749 (Appendix A) calls `*VSCHAR`. */
const VISIBLE = '^[\\x20-\\x7E]*$';
const ANY_TEXT = '^[^\\u0000]*$';
const JWS = '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$';
/** A form is at most 16 KiB: one field of that many characters fits beside credentials, each of them as `%20`. */
const LONGEST = 4800;

/** The form of each parameter; the document says the same. What else is sent is ignored (RFC 6749 §3.2). */
export const OAUTH_FIELDS = {
  client_id: { pattern: VISIBLE, maxLength: 256 },
  client_secret: { pattern: VISIBLE, maxLength: 256 },
  client_assertion_type: { enum: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'] },
  client_assertion: { pattern: JWS, maxLength: LONGEST },
  scope: { pattern: VISIBLE, maxLength: LONGEST },
  audience: { pattern: VISIBLE, maxLength: LONGEST },
  resource: { pattern: VISIBLE, maxLength: LONGEST },
  refresh_token: { pattern: VISIBLE, maxLength: 512 },
  username: { pattern: ANY_TEXT, maxLength: 254 },
  password: { pattern: ANY_TEXT, maxLength: 1024 },
  token: { pattern: VISIBLE, minLength: 1, maxLength: LONGEST },
  token_type_hint: { pattern: ANY_TEXT, maxLength: 256 },
} as const;

/**
 * OAuth has a word of its own for what is wrong with them: `invalid_scope`, `invalid_client`; and whatever is no token is
 * inactive (RFC 7662 §2.2), or revoked already (RFC 7009 §2.2).
 */
const REFUSED_ELSEWHERE = ['scope', 'client_assertion', 'token'];

interface FieldRule {
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
}

/** The parameters of a request to an OAuth endpoint. What is empty counts as absent (RFC 6749 §3.1, §3.2). */
export class OAuthForm {
  private readonly fields: Readonly<Record<string, unknown>>;

  /** @throws DomainError `invalid_request` for a parameter of another form than it may have */
  constructor(body: unknown) {
    this.fields = typeof body === 'object' && body !== null ? { ...body } : {};
    for (const [name, rule] of Object.entries<FieldRule>(OAUTH_FIELDS)) {
      if (REFUSED_ELSEWHERE.includes(name)) continue;
      const value = this.optional(name);
      if (value !== undefined && !fits(value, rule)) {
        throw new DomainError('invalid_request', { detail: `${name} is malformed.` });
      }
    }
  }

  optional(name: string): string | undefined {
    const value = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** @throws DomainError `invalid_request` */
  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new DomainError('invalid_request', { detail: `${name} is missing.` });
    return value;
  }

  /** A list with spaces between, as `scope` is (RFC 6749 §3.3). */
  words(name: string): string[] | undefined {
    return this.optional(name)
      ?.split(' ')
      .filter(word => word !== '');
  }
}

const fits = (value: string, { pattern = '', maxLength = Infinity, enum: values }: FieldRule): boolean =>
  [...value].length <= maxLength && new RegExp(pattern, 'u').test(value) && (values?.includes(value) ?? true);
