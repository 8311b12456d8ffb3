/** What is asked of schemas in several places. */

export const nameOf = reference => reference.split('/').at(-1);

/** Names of the schemas that are referred to anywhere in there. */
export function schemaNamesIn(node) {
  if (Array.isArray(node)) return node.flatMap(schemaNamesIn);
  if (typeof node !== 'object' || node === null) return [];
  const { $ref, discriminator: _, example: _example, examples: _examples, ...rest } = node;
  return [
    ...($ref?.startsWith('#/components/schemas/') ? [nameOf($ref)] : []),
    ...Object.values(rest).flatMap(schemaNamesIn),
  ];
}

/** The values that this property may have by these schemas, through references and combinations. */
export function codesIn(schemas, property, resolve) {
  const codes = new Set();
  const valuesOf = schema => {
    const { const: only, enum: values = [], allOf = [], oneOf = [], anyOf = [] } = resolve(schema);
    for (const value of [...(only === undefined ? [] : [only]), ...values]) codes.add(value);
    for (const part of [...allOf, ...oneOf, ...anyOf]) valuesOf(part);
  };
  const visit = schema => {
    const { properties = {}, allOf = [], oneOf = [], anyOf = [] } = resolve(schema) ?? {};
    if (properties[property] !== undefined) valuesOf(properties[property]);
    for (const part of [...allOf, ...oneOf, ...anyOf]) visit(part);
  };
  for (const schema of schemas) visit(schema);
  return [...codes];
}

const IN_EVERY_PROBLEM = ['type', 'title', 'status', 'code', 'detail', 'instance', 'errors'];

/** By code, what a problem has beside what every problem has: a schema. */
export function problemMembersIn(schemas, resolve) {
  const members = {};
  const isOwn = name => !IN_EVERY_PROBLEM.includes(name);
  const visit = schema => {
    const { properties, required = [], oneOf = [] } = resolve(schema);
    oneOf.forEach(visit);
    if (properties === undefined) return;
    const own = Object.entries(properties).filter(([name]) => isOwn(name));
    if (own.length === 0) return;
    const [code, ...others] = properties.code.enum;
    if (others.length > 0) throw new Error(`problems of several codes have members: ${code}, ${others.join(', ')}`);
    members[code] = { type: 'object', properties: Object.fromEntries(own), required: required.filter(isOwn) };
  };
  schemas.forEach(visit);
  return members;
}

/** A schema's kinds of value: `type` is one or a list of them, or is left out where the rest tells. */
export function typesOf(schema) {
  if (schema.type !== undefined) return [schema.type].flat();
  return schema.properties === undefined ? [] : ['object'];
}
