/** What an address in the console asks for: `#/users/<id>`, `#/audit?actor=…`. */
export interface Route {
  readonly section: string;
  readonly id: string | undefined;
  readonly filters: URLSearchParams;
}

export function read(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [section = '', id = ''] = path.split('/', 2);
  return { section, id: id === '' ? undefined : decoded(id), filters: new URLSearchParams(search) };
}

export function addressOf(section: string, id?: string): string {
  return id === undefined ? `#/${section}` : `#/${section}/${encodeURIComponent(id)}`;
}

/** Lists as they were looked at last, with their filters. */
const seen = new Map<string, string>();

export function noteSeen(section: string): void {
  seen.set(section, location.hash);
}

export const seenLast = (section: string): string => seen.get(section) ?? addressOf(section);

/** Only the filters that are set. */
export function filtered(section: string, filters: Readonly<Record<string, string>>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== '');
  return set.length === 0 ? `#/${section}` : `#/${section}?${new URLSearchParams(set).toString()}`;
}

/** Goes there; where it is this very address already, the view is made anew. */
export function go(address: string): void {
  if (location.hash !== address) history.pushState(undefined, '', address);
  // At once, so that what is told about it afterwards is not wiped away by the new view.
  dispatchEvent(new HashChangeEvent('hashchange'));
}

export const again = (): void => go(location.hash);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where somebody sets a password by a token, in full: it is passed on by other ways. */
export const setPasswordAddress = (): string => new URL('account#/set-password', location.href).href;
