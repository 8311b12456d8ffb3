import { isDeepStrictEqual } from 'node:util';
import type { GrantField, GrantKind } from './grant.js';

/**
 * The parameters that grants take, by name. Grants may share one: a form has it once, so they have to agree on its form, and
 * each says what it is for.
 * @throws Error if they do not agree
 */
export function fieldsOfGrants(kinds: readonly GrantKind[]): ReadonlyMap<string, GrantField> {
  const fields = new Map<string, GrantField>();
  for (const { type, fields: declared } of kinds) {
    for (const [name, field] of Object.entries(declared))
      fields.set(name, together(name, type, fields.get(name), field));
  }
  return fields;
}

function together(name: string, type: string, known: GrantField | undefined, field: GrantField): GrantField {
  if (known === undefined) return field;
  const { description: before, ...form } = known;
  const { description, ...declared } = field;
  if (isDeepStrictEqual(form, declared)) return { ...form, description: `${before} ${description}` };
  throw new Error(`the grant ${type} declares another form of ${name} than a grant before`);
}
