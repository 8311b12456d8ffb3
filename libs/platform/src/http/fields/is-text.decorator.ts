import { applyDecorators } from '@nestjs/common';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import type { TextForm } from './field-schema.js';
import { STORABLE } from './forms.js';
import { saying } from './said.js';

export interface TextOptions {
  /** The field is a list of such texts. */
  readonly each?: boolean;
  /** What people are told whose text has another form. */
  readonly message?: string;
}

/** A text of this form. The first check that fails is told. */
export function IsText(form: TextForm, { each = false, message }: TextOptions = {}): PropertyDecorator {
  const { pattern, minLength, maxLength } = form;
  const told = { each, ...(message !== undefined && { message }) };
  return applyDecorators(
    IsString(saying({ pattern: STORABLE, ...form }, { each })),
    ...(pattern === undefined ? [] : [Matches(new RegExp(pattern), told)]),
    MaxLength(maxLength, told),
    ...(minLength === undefined ? [] : [IsNotEmpty({ each })]),
  );
}
