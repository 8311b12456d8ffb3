import { type Document, type Media, operationsOf, type Schema } from './document.js';

const TIME = '2030-01-31T12:00:00.000Z';

/** Examples of fields whose DTO has none, by name and else by format. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IjFhMiJ9.eyJzdWIiOiIwMTk5YjJjNCJ9.c2lnbmF0dXJl',
  csrf_token: 'mJ0nQsRk8Vb2cXy7Lq1ZtE4uWp6aGh3dKf9oNi5rTmC0vBxSjYeUlAzPwHgOqFnM2D8kI7Rb',
  refresh_token: 'gtr_AZmyxH0efDqfUhsMWn5NIQAAAAFkYXRh',
  login_ticket: 'glt_AZmyxH0efDqfUhsMWn5NIWRhdGE',
  client_id: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21',
  client_secret: 'gcs_3vJxq0Zc9sYp2mQe7hLr5tWb8nKd1fGa',
  set_password_token: 'AZmyxH0efDqfUhsMWn5NIWRhdGE',
  token: 'AZmyxH0efDqfUhsMWn5NIWRhdGE',
  jti: 'mJ0nQmFz4u0hG2mJYb1c3A',
  kid: '1a2b3c4d',
  ip: '203.0.113.7',
  user_agent: 'Mozilla/5.0',
  feed: '0dJ4gq8kQmS1tX7b',
  cursor: '0dJ4gq8kQmS1tX7b.1742.1795400000000',
  as_of: TIME,
  next_cursor: null,
  complete_since: null,
  audience: ['orders'],
  audiences: ['orders'],
  permissions: ['orders:read'],
  reason: 'laptop lost',
  granted_by: null,
  public_jwk: null,
  details: { before: { status: 'active' }, after: { status: 'disabled' } },
  ext: { plan: 'gold' },
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  scope: 'introspect',
  version: 3,
  codes_left: null,
  backed_up: null,
  rp_id: null,
  recovery_codes: ['7KQ2-0XRM-9T4B-ZC1H'],
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  otpauth_uri:
    'otpauth://totp/auth.example.org:ada%40example.org?issuer=auth.example.org&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  grant_type: 'client_credentials',
};
const BY_FORMAT: Readonly<Record<string, unknown>> = {
  uuid: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21',
  'date-time': TIME,
  uri: 'https://auth.example.org',
  password: 'seven brave owls knit',
};

/** Fields that an example is better without where they are optional. */
const LEFT_OUT = new Set([
  'answer',
  'audience',
  'client_assertion',
  'client_assertion_type',
  'e',
  'n',
  'password',
  'public_jwk',
  'refresh_token',
  'session_id',
  'token_type_hint',
  'username',
  'with_secret',
]);

/** Writes an example at every body that is JSON or a form and has none yet, made of the examples of its fields. */
export function documentExamples(document: Document): void {
  for (const { operation } of operationsOf(document)) {
    const bodies = [operation.requestBody, ...Object.values(operation.responses)];
    for (const body of bodies) if (body !== undefined && 'content' in body) exemplify(document, body.content ?? {});
  }
}

function exemplify(document: Document, content: Record<string, Media>): void {
  for (const [type, media] of Object.entries(content)) {
    if (type === 'text/event-stream' || media.example !== undefined || media.examples !== undefined) continue;
    const example = exampleOf(media.schema, document);
    if (example !== undefined) media.example = example;
  }
}

function exampleOf(schema: Schema, document: Document, name = '', isOptional = false): unknown {
  if (schema.$ref !== undefined) {
    return exampleOf(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, document, name);
  }
  if (isOptional && LEFT_OUT.has(name)) return undefined;
  const { example, examples, enum: values, format = '', type, properties } = schema;
  if (example !== undefined || examples !== undefined) return example ?? examples?.[0];
  if (values !== undefined) return values.find(value => value === BY_NAME[name]) ?? values[0];
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return exampleOf(choices[0] ?? {}, document);
  if (schema.allOf !== undefined) return exampleOf(schema.allOf[0] ?? {}, document, name);
  if (properties !== undefined) return exampleObject(schema, document);
  if (name in BY_NAME) return BY_NAME[name];
  if (format in BY_FORMAT) return BY_FORMAT[format];
  if (type === 'array') return [exampleOf(schema.items ?? {}, document)].filter(item => item !== undefined);
  if (type === 'boolean') return schema.default ?? false;
  if (type === 'integer') return schema.default ?? schema.minimum ?? 1;
  return !isOptional && mayBeNull(type) ? null : undefined;
}

const mayBeNull = (type: Schema['type']): boolean => Array.isArray(type) && type.includes('null');

function exampleObject({ properties = {}, required = [] }: Schema, document: Document): Record<string, unknown> {
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    exampleOf(field, document, name, !required.includes(name)),
  ]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Record<string, unknown>;
}
