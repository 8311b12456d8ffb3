import type { User, UserPage } from '#libs/client';
import type { Api } from '../../kit/api.js';
import { type Field, textField } from '../../kit/form.js';
import { Problem } from '../../kit/problem.js';
import { suggest, type Suggestion } from '../../kit/suggest.js';

const OFFERED = '8';
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** A field for a person, who is chosen by any part of their address; what it stands for is their id. */
export class PersonField {
  readonly field: Field;
  private readonly known = new Map<string, string>();

  /** @param id of who is chosen already; empty: nobody */
  constructor(
    private readonly api: Api,
    private readonly maySearch: boolean,
    name: string,
    label: string,
    id: string,
  ) {
    this.field = textField(name, maySearch ? label : `${label} (id)`, {
      type: 'search',
      value: id,
    });
    if (!maySearch) return;
    suggest(this.field, text => this.offer(text));
    if (id !== '') void this.name(id);
  }

  /** @returns the id of who is chosen; empty: nobody @throws Problem that names the field, where nobody has this address */
  async chosen(): Promise<string> {
    const text = this.field.value.trim();
    if (text === '' || UUID.test(text) || !this.maySearch) return text;
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const people = await this.find(text);
    const meant =
      people.find(({ email }) => email === text.toLowerCase()) ?? (people.length === 1 ? people[0] : undefined);
    if (meant !== undefined) return meant.id;
    const message = people.length === 0 ? 'Nobody has this in their address.' : 'Several people have this: choose one.';
    throw new Problem(
      400,
      'validation_failed',
      'Who is meant?',
      undefined,
      [{ field: this.field.name, code: '', message }],
      undefined,
    );
  }

  private async offer(text: string): Promise<Suggestion[]> {
    if (text === '' || UUID.test(text)) return [];
    return (await this.find(text)).map(({ email }) => ({ value: email }));
  }

  private async find(text: string): Promise<readonly User[]> {
    const { items } = await this.api.read<UserPage>('/v1/users', { email_contains: text, limit: OFFERED });
    for (const { id, email } of items) this.known.set(email, id);
    return items;
  }

  /** Shows the address instead of the id, where there is one still. */
  private async name(id: string): Promise<void> {
    const user = await this.api.read<User>(`/v1/users/${encodeURIComponent(id)}`).catch(() => undefined);
    if (user === undefined || this.field.value !== id) return;
    this.known.set(user.email, id);
    this.field.control.value = user.email;
  }
}
