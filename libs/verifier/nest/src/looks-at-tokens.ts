import type { ExecutionContext } from '@nestjs/common';
import { rulesOf } from './route-rules.js';

/** Whether the guards look at a token here: everywhere but at a route that is `@Public()`. */
export function looksAtTokens(context: ExecutionContext): boolean {
  return rulesOf(context).openness !== 'always';
}
