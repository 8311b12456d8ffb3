import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, Problem } from './problem.js';

/** Validates every body against its DTO; unknown fields are refused, not dropped. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: errors => new Problem('validation_failed', { errors: errors.flatMap(fieldErrors) }),
  });
}

function fieldErrors({ property, constraints = {} }: ValidationError): FieldError[] {
  return Object.entries(constraints).map(([constraint, message]) =>
    constraint === 'whitelistValidation'
      ? { field: property, code: 'unknown_field', message: `${property} is not a field that is known here` }
      : { field: property, code: snakeCase(constraint), message },
  );
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
