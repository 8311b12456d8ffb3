/** An operation of the API that demands a permission, as the OpenAPI document tells. */
export interface Operation {
  /** Such as `GET /v1/users/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly all: readonly string[];
  readonly any: readonly string[];
  readonly needsRecentLogin: boolean;
  readonly description: string;
  /** The statuses of success. */
  readonly success: readonly number[];
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

interface DocumentedOperation {
  readonly description?: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly 'x-required-permissions'?: { readonly all?: readonly string[]; readonly any?: readonly string[] };
  readonly 'x-recent-login-seconds'?: number;
}

/** Everything in the document, by name. */
export function documented({ paths }: Document): ReadonlyMap<string, DocumentedOperation> {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
  return new Map(operations);
}

export function administrative(document: Document): Operation[] {
  return [...documented(document)].flatMap(([name, operation]) => {
    const { 'x-required-permissions': required, 'x-recent-login-seconds': seconds, description = '' } = operation;
    if (required === undefined) return [];
    const { all = [], any = [] } = required;
    const success = Object.keys(operation.responses)
      .map(Number)
      .filter(status => status < 300);
    const [method = ''] = name.split(' ');
    return [{ name, method, all, any, needsRecentLogin: seconds !== undefined, description, success }];
  });
}

export const isMutating = ({ method }: Operation): boolean => method !== 'GET';
