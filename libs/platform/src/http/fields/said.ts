import { Allow, getMetadataStorage, ValidationTypes, type ValidationOptions } from 'class-validator';
import type { FieldSchema } from './field-schema.js';

const SAID = 'openapi:field';

/** The parts of class-validator's notes that are read here. */
interface Note {
  readonly type: string;
  readonly propertyName: string;
  readonly each: boolean;
  readonly context?: Readonly<Record<string, FieldSchema | undefined>>;
}

type Constructor = abstract new (...args: never[]) => unknown;

const shown = new Set<Constructor>();

/** Options by which a validator says what it demands: of the field, or of `each` item of a list. */
export const saying = (schema: FieldSchema, options: ValidationOptions = {}): ValidationOptions => ({
  ...options,
  context: { [SAID]: schema },
});

/** Says what a field looks like and demands nothing: for what is handed out, and for what other code judges. */
export const Shown =
  (schema: FieldSchema): PropertyDecorator =>
  (target, property) => {
    shown.add(target.constructor as Constructor);
    Allow(saying(schema))(target, property);
  };

/** The classes of which `Shown` says something. */
export const shownTypes = (): Iterable<Constructor> => shown;

/**
 * What was said of the fields of a class, by name. What was said first counts.
 * @throws Error for a field that is validated, and of which nothing is said
 */
export function fieldsOf(type: Constructor): ReadonlyMap<string, FieldSchema> {
  const notes = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false) as readonly Note[];
  const fields = new Map<string, FieldSchema>();
  for (const { propertyName, each, context } of notes) {
    const schema = context?.[SAID];
    if (schema !== undefined) {
      fields.set(propertyName, merged(each ? { items: schema } : schema, fields.get(propertyName)));
    }
  }
  const unsaid = notes.find(note => note.type === ValidationTypes.CUSTOM_VALIDATION && !fields.has(note.propertyName));
  if (unsaid !== undefined) throw new Error(`${type.name}.${unsaid.propertyName}: nobody has said what it looks like`);
  return fields;
}

function merged(more: FieldSchema, said: FieldSchema = {}): FieldSchema {
  const both = { ...more, ...said };
  return more.items === undefined ? both : { ...both, items: merged(more.items, said.items) };
}
