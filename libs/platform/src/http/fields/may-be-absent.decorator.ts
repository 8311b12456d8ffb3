import { ValidateIf } from 'class-validator';

/**
 * Lets a field be left out. Unlike class-validator's `IsOptional` it does not let `null` pass, which would reach the
 * code as a value that its type does not know.
 */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** Lets a field be left out, or be null. */
export const MayBeNull = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined && value !== null);
