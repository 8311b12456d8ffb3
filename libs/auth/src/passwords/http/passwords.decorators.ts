import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsText, visible } from '#libs/platform';
import { LEAST_MIN_LENGTH, MAX_CODE_POINTS } from '#libs/passwords';

/** Bounds what is parsed; what the policy allows is less. */
const MAX_PASSWORD_LENGTH = 1024;

/** The right to set a password, once, as it is handed out. */
export const PASSWORD_TOKEN = visible(128);

/** A password as somebody claims that it is. */
export const IsPassword = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ format: 'password' }), IsText({ minLength: 1, maxLength: MAX_PASSWORD_LENGTH }));

/**
 * A password to be. The policy has the last word: here is what it demands whatever the operator has set, so that it can tell
 * people in its own words.
 */
export const IsNewPassword = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'password', minLength: LEAST_MIN_LENGTH, maxLength: MAX_CODE_POINTS }),
    IsText({ maxLength: MAX_PASSWORD_LENGTH }),
  );
