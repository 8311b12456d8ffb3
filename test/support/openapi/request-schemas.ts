/** What openapi.json, as it lies here, says may be sent. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';

export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> };
}

export const text = readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8');
export const document = JSON.parse(text) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
export const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.values(methods).map(operation => ({ path, operation })),
);

export const FORM = 'application/x-www-form-urlencoded';

export const ajv = new Ajv2020({ strict: false, validateSchema: false });
formats.default(ajv);
ajv.addSchema(document, 'document');

export const bodySchema = (method: string, path: string): string => {
  const fitting = operations.filter(({ path: template, operation }) => {
    const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return pattern.test(path) && operation === document.paths[template]?.[method.toLowerCase()];
  });
  return Object.values(fitting[0]?.operation.requestBody?.content ?? {})[0]?.schema.$ref ?? '';
};
export const isInDocument = (pointer: string, value: unknown): boolean =>
  ajv.compile({ $ref: `document${pointer}` })(value);

/** What a text in a URL stands for. */
export const scalar = (value: string, { type }: Schema): unknown =>
  type === 'integer' && /^-?\d+$/.test(value)
    ? Number(value)
    : type === 'boolean' && /^(true|false)$/.test(value)
      ? value === 'true'
      : value;
