import type { Type } from '@nestjs/common';
import { createValidationPipe } from '#libs/platform';

/** Holds what an operator has given against the rules of the API's bodies. @throws DomainError `validation_failed` */
export async function validated<T>(body: Type<T>, value: object): Promise<T> {
  return (await createValidationPipe().transform(value, { type: 'body', metatype: body })) as T;
}
