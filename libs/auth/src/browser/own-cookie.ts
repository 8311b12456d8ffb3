import { stringifySetCookie } from 'cookie';
import { COOKIE_ATTRIBUTES, nameAndValue } from './session-cookies.js';

/** A cookie beside those of sessions. Its prefix binds it to this very host, so no other host of the domain can plant one. */
export class OwnCookie {
  /** @param maxAge how long browsers keep it, in seconds */
  constructor(
    private readonly name: `__Host-gatehouse_${string}`,
    private readonly maxAge: number,
  ) {}

  /** Its value in a `Cookie` header. One that comes twice counts for nothing, like all that is no good there. */
  read(header = ''): string | undefined {
    const pairs = header.split(';').map(nameAndValue);
    const values = pairs.filter(([name]) => name === this.name);
    return values.length === 1 ? values[0]?.[1] : undefined;
  }

  /** The `Set-Cookie` header that hands it out. */
  with(value: string): string {
    return stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: this.name, value, maxAge: this.maxAge });
  }

  /** The `Set-Cookie` header that takes it away. */
  get expired(): string {
    return stringifySetCookie({ ...COOKIE_ATTRIBUTES, name: this.name, value: '', maxAge: 0 });
  }
}

/** As `newSecret` makes them. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** One by which a browser is known while it is under way from or to somewhere else. */
export class BrowserMark extends OwnCookie {
  /** What the browser is known by; undefined: it is not under way, or nothing good is there. */
  override read(header?: string): string | undefined {
    const value = super.read(header);
    return value !== undefined && SECRET.test(value) ? value : undefined;
  }
}
