import type { RolePage } from '#libs/client';
import type { Attributes } from '../../kit/dom.js';
import { type Field, textField } from '../../kit/form.js';
import type { Visitor } from '../../kit/page.js';
import { suggest } from '../../kit/suggest.js';

const OFFERED = '10';

/** A field for the name of one role, which offers those that there are. */
export function roleField(
  { api, may }: Visitor,
  name: string,
  label: string,
  value = '',
  attributes: Attributes = {},
): Field {
  const field = textField(name, label, { type: 'search', value, spellcheck: 'false', ...attributes });
  if (may('roles:read')) {
    suggest(field, async text => {
      const { items } = await api.read<RolePage>('/v1/roles', { name_contains: text, limit: OFFERED });
      return items.map(({ name, description }) => ({ value: name, label: description }));
    });
  }
  return field;
}
