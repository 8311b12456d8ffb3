import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';
import { saying } from './said.js';

const ID = { format: 'uuid' };

const lowered = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/**
 * An id, in lower case whatever the caller wrote: it is compared with others as text. Of whichever version of RFC 9562, as
 * `format: uuid` in the document has it: what is none of ours is not found.
 */
export const IsId = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => lowered(value)),
    IsUUID('loose', saying(ID)),
  );

/** A list of such ids. */
export const AreIds = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(lowered) : value)),
    IsUUID('loose', saying(ID, { each: true })),
  );
