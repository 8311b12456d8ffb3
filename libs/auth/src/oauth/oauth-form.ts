import { DomainError } from '#libs/platform';

/** The parameters of a request to an OAuth endpoint. What is empty counts as absent (RFC 6749 §3.1, §3.2). */
export class OAuthForm {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(body: unknown) {
    this.fields = typeof body === 'object' && body !== null ? { ...body } : {};
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
