import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import type { FieldSchema } from './field-schema.js';
import { saying } from './said.js';

export const IsOneOf = (values: readonly unknown[]): PropertyDecorator => IsIn(values, saying({ enum: values }));

export const IsFlag = (): PropertyDecorator => IsBoolean(saying({}));

/** A flag in a query, where it is a text. */
export const IsQueryFlag = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsFlag(),
  );

/** `1e1`, `0x0a` and ` 10` are no numbers of the document, though JavaScript reads them. */
const whole = (value: unknown): unknown => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value);

/** A whole number in a query, where it is a text. */
export const IsQueryNumber = ({ minimum, maximum }: { minimum: number; maximum: number }): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => whole(value)),
    IsInt(saying({ format: 'int32', minimum, maximum })),
    Max(maximum),
    Min(minimum),
  );

/** An object of any fields. */
export const IsRecord = (schema: FieldSchema = {}): PropertyDecorator => IsObject(saying(schema));
