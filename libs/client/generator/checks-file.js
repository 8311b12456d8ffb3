/** checks.ts: for each schema of an answer, the data by which check.ts holds a value against it. */
import { GROWING } from './decisions.js';
import { nameOf, typesOf } from './schemas.js';

export function checksFile({ resultSchemas, schemas, problemMembers }) {
  const ofMembers = Object.entries(problemMembers).map(([code, schema]) => `${code}: ${checkOf(withoutEnums(schema))}`);
  return [
    `import type { Check } from '../check.js';`,
    ...resultSchemas.map(
      name => `export const ${name}: Check = ${GROWING.includes(name) ? '"string"' : checkOf(schemas[name])};`,
    ),
    `/** What a problem has beside what every problem has, by its code. */\nexport const PROBLEM_MEMBERS: Readonly<Record<string, Check>> = { ${ofMembers.join(', ')} };`,
  ].join('\n\n');
}

/** A value that a later service adds is not to hide what the problem says. */
const withoutEnums = schema =>
  JSON.parse(JSON.stringify(schema, (key, value) => (key === 'enum' && Array.isArray(value) ? undefined : value)));

export function checkOf(schema) {
  if (schema === undefined) return '"any"';
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return special('enum', JSON.stringify(schema.const));
  if (schema.enum !== undefined) return special('enum', ...schema.enum.map(value => JSON.stringify(value)));
  if (schema.allOf !== undefined) return allOf(schema);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) return special('or', ...alternatives.map(checkOf));
  const checks = typesOf(schema).map(type => simpleCheck(type, schema));
  if (checks.length === 0) return '"any"';
  return checks.length === 1 ? checks[0] : special('or', ...checks);
}

const special = (kind, ...parts) => `["${kind}", ${parts.join(', ')}]`;

function allOf({ allOf: parts, ...rest }) {
  const all = [...parts, ...(rest.properties === undefined ? [] : [rest])].map(checkOf);
  return all.length === 1 ? all[0] : special('and', ...all);
}

function simpleCheck(type, schema) {
  if (type === 'array') return special('list', checkOf(schema.items ?? {}));
  if (type !== 'object') return JSON.stringify(type);
  const { properties, additionalProperties, required = [] } = schema;
  if (properties !== undefined) {
    const fields = Object.entries(properties).map(
      ([name, field]) => `${JSON.stringify(required.includes(name) ? name : `${name}?`)}: ${checkOf(field)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  return special('map', typeof additionalProperties === 'object' ? checkOf(additionalProperties) : '"any"');
}
