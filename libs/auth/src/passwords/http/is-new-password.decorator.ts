import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { LEAST_MIN_LENGTH, MAX_CODE_POINTS } from '#libs/passwords';

/** Bounds what is parsed; what the policy allows is less. */
export const MAX_PASSWORD_LENGTH = 1024;

/**
 * A password to be. The policy has the last word: here is what it demands whatever the operator has set, so that it can tell
 * people in its own words.
 */
export const IsNewPassword = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'password', minLength: LEAST_MIN_LENGTH, maxLength: MAX_CODE_POINTS }),
    IsString(),
    MaxLength(MAX_PASSWORD_LENGTH),
  );
