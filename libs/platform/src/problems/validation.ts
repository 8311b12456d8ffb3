import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FieldError } from '#libs/contracts';
import { DomainError } from './domain-error.js';
import { acceptQuickly } from './quick-acceptance.js';

/** Leaves to Nest and class-validator what is not accepted quickly. */
class QuickValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    const accepted = metatype !== undefined && this.toValidate(metadata) ? acceptQuickly(metatype, value) : undefined;
    return accepted === undefined ? super.transform(value, metadata) : Promise.resolve(accepted);
  }
}

/** Validates every body, query and parameter against its DTO; unknown fields are refused, not dropped. */
export function createValidationPipe(): ValidationPipe {
  return new QuickValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: errors => new DomainError('validation_failed', { errors: firstOf(errors) }),
  });
}

/** Fields that an answer names: whoever has more of them wrong is told of the others in the next one. */
const MOST_FIELDS = 50;

const firstOf = (errors: readonly ValidationError[]): FieldError[] =>
  fieldErrors(errors.slice(0, MOST_FIELDS)).slice(0, MOST_FIELDS);

/** Flattens nested errors into paths such as `owner.email` or `permissions[2]`. */
function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = pathOf(parent, property);
    const own = Object.entries(constraints).map(([name, message]) => fieldError(field, name, message));
    return [...own, ...fieldErrors(children, field)];
  });
}

function pathOf(parent: string, property: string): string {
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
}

function fieldError(field: string, constraint: string, message: string): FieldError {
  const code = codeOf(constraint);
  return { field, code, message: code === 'unknown_field' ? `${field} is not a field that is known here` : message };
}

function codeOf(constraint: string): string {
  if (constraint === 'whitelistValidation') return 'unknown_field';
  return constraint.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`).replace(/^_/, '');
}
