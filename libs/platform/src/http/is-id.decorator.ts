import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';

const lowered = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** An id as we make them, in lower case whatever the caller wrote: it is compared with others as text. */
export const IsId = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => lowered(value)),
    IsUUID(),
  );

/** A list of such ids. */
export const AreIds = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(lowered) : value)),
    IsUUID(undefined, { each: true }),
  );
