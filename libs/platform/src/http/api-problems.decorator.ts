import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEMS, type ProblemCode, problemDocument } from '#libs/contracts';
import { oauthErrorOf } from '../problems/oauth-error.js';
import { OAuthError, Problem } from './problem.dto.js';

/** What any route may answer, whatever it does. */
const EVERYWHERE: readonly ProblemCode[] = [
  'invalid_request',
  'too_many_requests',
  'internal_error',
  'database_unavailable',
  'starting',
  'cannot_verify',
];

const PROBLEM_TYPE = 'application/problem+json';

interface ProblemSchema {
  allOf: [{ $ref: string }, { properties: { code: { enum: ProblemCode[] } } }];
}

/** Documents that a controller's routes need an access token and, where it says so, more than that. */
export function ApiGuarded(...codes: ProblemCode[]): ClassDecorator & MethodDecorator {
  return applyDecorators(ApiBearerAuth(), ...problemResponses(['token_missing', 'invalid_token', ...codes]));
}

/** Documents the problems that an operation may answer with: one response a status, its codes enumerated. */
export function ApiProblems(...codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  // A route that reads JSON may be sent something else, or too much.
  const ofBody: ProblemCode[] = codes.includes('invalid_json') ? ['body_too_large', 'unsupported_media_type'] : [];
  return applyDecorators(ApiExtraModels(Problem), ...problemResponses([...codes, ...ofBody, ...EVERYWHERE]));
}

/** Documents the errors of an OAuth endpoint, in the form of RFC 6749 §5.2. */
export function ApiOAuthErrors(...codes: ProblemCode[]): MethodDecorator {
  const byStatus = new Map<number, Set<string>>();
  const all: ProblemCode[] = ['unsupported_media_type', 'body_too_large', ...codes, ...EVERYWHERE];
  for (const { status, document } of all.map(code => oauthErrorOf(problemDocument(code)))) {
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(document.error));
  }
  return applyDecorators(
    ApiExtraModels(OAuthError),
    ...[...byStatus].map(([status, errors]) =>
      ApiResponse({
        status,
        description: [...errors].map(error => `\`${error}\``).join(', '),
        content: { 'application/json': { schema: oauthSchema([...errors]) } },
      }),
    ),
  );
}

function oauthSchema(errors: string[]): object {
  return { allOf: [{ $ref: getSchemaPath(OAuthError) }, { properties: { error: { enum: errors } } }] };
}

function problemResponses(codes: readonly ProblemCode[]): (MethodDecorator & ClassDecorator)[] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, statusCodes]) =>
    ApiResponse({ status, description: describe(statusCodes), content: problemContent(statusCodes) }),
  );
}

/** A documented response with these problems added to what it says already. */
export function withProblems<Response extends object>(
  response: Response | undefined,
  codes: readonly ProblemCode[],
): Response {
  const { content } = (response ?? {}) as { content?: Record<string, { schema: ProblemSchema }> };
  const said = content?.[PROBLEM_TYPE]?.schema.allOf[1].properties.code.enum ?? [];
  const all = [...new Set([...said, ...codes])];
  return { ...response, description: describe(all), content: problemContent(all) } as unknown as Response;
}

function describe(codes: readonly ProblemCode[]): string {
  return codes.map(code => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n');
}

function problemContent(codes: readonly ProblemCode[]): Record<string, { schema: ProblemSchema }> {
  const schema: ProblemSchema = {
    allOf: [{ $ref: getSchemaPath(Problem) }, { properties: { code: { enum: [...codes] } } }],
  };
  return { [PROBLEM_TYPE]: { schema } };
}
