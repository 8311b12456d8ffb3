import { DomainError } from '#libs/platform';

/** What RFC 6749 (Appendix A) calls `*VSCHAR`. */
export const VISIBLE = '^[\\x20-\\x7E]*$';

/** The form of a parameter, in the words of JSON Schema. */
export interface FieldRule {
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly string[];
}

/** The parameters of a request to an OAuth endpoint. An empty one counts as absent (RFC 6749 §3.1, §3.2). */
export class OAuthForm {
  private readonly fields: Readonly<Record<string, unknown>>;

  /**
   * @param rules of the parameters by name. The form ignores every other parameter (RFC 6749 §3.2).
   * @throws DomainError `invalid_request` for a parameter that breaks its rule
   */
  constructor(body: unknown, rules: Readonly<Record<string, FieldRule>>) {
    this.fields = typeof body === 'object' && body !== null ? { ...body } : {};
    for (const [name, rule] of Object.entries(rules)) {
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

  /** A list with spaces between, such as `scope` (RFC 6749 §3.3). */
  words(name: string): string[] | undefined {
    return this.optional(name)
      ?.split(' ')
      .filter(word => word !== '');
  }

  /** The audiences that the client asks for: `audience`, as it is commonly used, or `resource` (RFC 8707). */
  get audience(): string[] | undefined {
    return this.words('audience') ?? this.words('resource');
  }
}

const fits = (value: string, { pattern = '', maxLength = Infinity, enum: values }: FieldRule): boolean =>
  [...value].length <= maxLength && new RegExp(pattern, 'u').test(value) && (values?.includes(value) ?? true);
