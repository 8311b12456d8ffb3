import type { Document, Schema } from './document.js';

/**
 * Writes a map that may be null as a choice of the two instead of as one schema of two types. It means the same, but
 * openapi-generator for Python (7.16) loses the type of the values of the short form, and in some orders of the schemas it
 * falls over that.
 */
export function partNullableMaps(document: Document): void {
  for (const { properties = {} } of Object.values(document.components.schemas)) {
    for (const [name, property] of Object.entries(properties)) properties[name] = parted(property);
  }
}

function parted(schema: Schema): Schema {
  const { type, description, example, ...map } = schema;
  if (!Array.isArray(type) || !type.includes('null') || map.additionalProperties === undefined) return schema;
  const said = { ...(description !== undefined && { description }), ...(example !== undefined && { example }) };
  return { ...said, anyOf: [{ type: 'object', ...map }, { type: 'null' }] };
}
