import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEMS, type ProblemCode } from '#libs/contracts';
import { Problem } from './problem.dto.js';

/** What any route may answer, whatever it does. */
const EVERYWHERE: readonly ProblemCode[] = [
  'invalid_request',
  'too_many_requests',
  'internal_error',
  'database_unavailable',
  'starting',
  'cannot_verify',
];

/** Documents that a controller's routes need an access token and, where it says so, more than that. */
export function ApiGuarded(...codes: ProblemCode[]): ClassDecorator & MethodDecorator {
  return applyDecorators(ApiBearerAuth(), ...problemResponses(['token_missing', 'invalid_token', ...codes]));
}

/** Documents the problems that an operation may answer with: one response a status, its codes enumerated. */
export function ApiProblems(...codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  return applyDecorators(ApiExtraModels(Problem), ...problemResponses([...codes, ...EVERYWHERE]));
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

function describe(codes: readonly ProblemCode[]): string {
  return codes.map(code => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n');
}

function problemContent(codes: readonly ProblemCode[]): Record<string, { schema: object }> {
  const schema = { allOf: [{ $ref: getSchemaPath(Problem) }, { properties: { code: { enum: [...codes] } } }] };
  return { 'application/problem+json': { schema } };
}
