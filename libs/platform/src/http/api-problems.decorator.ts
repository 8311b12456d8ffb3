import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtraModels } from '@nestjs/swagger';
import { PROBLEMS, type ProblemCode } from '#libs/contracts';
import 'reflect-metadata';
import { ProblemField } from './problem.dto.js';

const CODES = 'openapi:problem-codes';

/** Whatever asks the database may fail with it. */
const OF_DATABASE: readonly ProblemCode[] = ['internal_error', 'database_unavailable', 'starting'];

/** Documents that a controller's routes need an access token and, where it says so, more than that. */
export function ApiGuarded(...codes: ProblemCode[]): ClassDecorator & MethodDecorator {
  return applyDecorators(ApiBearerAuth(), note(['token_missing', 'invalid_token', ...codes]));
}

/** Documents the problems that an operation may answer with, beside those that any may. */
export function ApiProblems(...codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  return applyDecorators(ApiExtraModels(ProblemField), note([...codes, 'too_many_requests', ...OF_DATABASE]));
}

/** The same of an operation that answers from memory: nothing can go wrong there but this. */
export function ApiProblemsInMemory(...codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  return note(codes);
}

/** Documents the problems of an OAuth endpoint, which it puts into the words of RFC 6749 §5.2. */
export function ApiOAuthErrors(...codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  return note([...codes, 'too_many_requests', ...OF_DATABASE, 'cannot_verify']);
}

/** What was noted of a route, by status. Where both say something of one status, the handler's word counts. */
export function notedProblems(controller: object, handler: object): ReadonlyMap<number, readonly ProblemCode[]> {
  return new Map([...byStatus(notedOn(controller)), ...byStatus(notedOn(handler))]);
}

function note(codes: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  return (target: object, _name?: string | symbol, descriptor?: { value?: unknown }) => {
    const on = typeof descriptor?.value === 'function' ? descriptor.value : target;
    Reflect.defineMetadata(CODES, [...notedOn(on), ...codes], on);
  };
}

const notedOn = (target: object): ProblemCode[] =>
  (Reflect.getOwnMetadata(CODES, target) as ProblemCode[] | undefined) ?? [];

function byStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const found = new Map<number, ProblemCode[]>();
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code];
    found.set(status, [...(found.get(status) ?? []), code]);
  }
  return found;
}
