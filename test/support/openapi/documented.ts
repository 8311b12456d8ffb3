import type { Api } from '../api.js';

interface Definition {
  readonly operationId: string;
  readonly security?: readonly Record<string, unknown>[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly 'x-problem-codes': readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Exemplified>> };
}

interface Exemplified {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** An operation as the sweeps of the document call it. */
export interface Documented {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly isGuarded: boolean;
  readonly statuses: readonly number[];
  readonly problems: readonly string[];
  /** The media type of its body; JSON where it has none. */
  readonly mediaType: string;
  /** The body that the document gives as an example. */
  readonly example: unknown;
}

/** All operations of the document that the service hands out. */
export async function documentedBy(api: Api): Promise<Documented[]> {
  const { body } = await api.get<{ paths: Record<string, Record<string, Definition>> }>('/openapi.json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, definition]) => {
      const { operationId, security = [], responses, requestBody, 'x-problem-codes': problems } = definition;
      const [mediaType, media] = Object.entries(requestBody?.content ?? {})[0] ?? ['application/json', {}];
      return {
        id: operationId,
        method: method.toUpperCase(),
        path,
        isGuarded: security.some(scheme => 'bearer' in scheme),
        statuses: Object.keys(responses).map(Number),
        problems,
        mediaType,
        example: media.example ?? Object.values(media.examples ?? {})[0]?.value,
      };
    }),
  );
}

/** A path on which nothing is that its parameters name. */
export const leadingNowhere = ({ path }: Documented): string =>
  path
    .replace('{role}', 'nobody-has-it')
    .replace('{permission}', 'nothing:such')
    .replaceAll(/\{\w+\}/g, '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21');

/** The example as it is sent. */
export function exampleBody({ example, mediaType }: Documented): string | undefined {
  if (example === undefined) return undefined;
  if (mediaType === 'application/x-www-form-urlencoded') {
    return new URLSearchParams(example as Record<string, string>).toString();
  }
  // One line of JSON is also lines of it.
  return JSON.stringify(example);
}
