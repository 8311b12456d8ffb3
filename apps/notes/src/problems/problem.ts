import { HttpException } from '@nestjs/common';

/** One field that was not accepted. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** What went wrong (RFC 9457), in the same form as the guards' refusals have. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

const CATALOGUE = {
  invalid_request: [400, 'The request is malformed.'],
  invalid_json: [400, 'The body is not valid JSON.'],
  validation_failed: [400, 'One or more fields are not valid.'],
  not_found: [404, 'There is no such resource.'],
  note_not_found: [404, 'There is no such note.'],
  too_many_notes: [409, 'You have as many notes as one may have; delete one first.'],
  body_too_large: [413, 'The body is larger than 16 KiB.'],
  unsupported_media_type: [415, 'The body has to be application/json.'],
  internal_error: [500, 'Something went wrong on our side.'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof CATALOGUE;

export function problemDocument(code: ProblemCode, more: { errors?: readonly FieldError[] } = {}): ProblemDocument {
  const [status, title] = CATALOGUE[code];
  return { type: `urn:problem-type:notes:${code}`, title, status, code, ...more };
}

/** Thrown to answer with a problem of the catalogue. */
export class Problem extends HttpException {
  constructor(code: ProblemCode, more?: { errors: readonly FieldError[] }) {
    const document = problemDocument(code, more);
    super(document, document.status);
  }
}
