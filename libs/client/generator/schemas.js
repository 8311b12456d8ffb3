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

/** A schema's kinds of value: `type` is one or a list of them, or is left out where the rest tells. */
export function typesOf(schema) {
  if (schema.type !== undefined) return [schema.type].flat();
  return schema.properties === undefined ? [] : ['object'];
}
