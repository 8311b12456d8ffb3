import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsRecord, MayBeNull } from '#libs/platform';
import { CLAIM_NAME_PATTERN, MAX_KEYS } from '../custom-claims.js';

/** What the claims may look like that a user's tokens carry; `assertAcceptableClaims` has the last word. */
export const CUSTOM_CLAIMS = { maxProperties: MAX_KEYS, propertyNames: { pattern: CLAIM_NAME_PATTERN.source } };

/** Custom claims, or null for none. */
export const IsCustomClaims = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: true, nullable: true }),
    IsRecord(CUSTOM_CLAIMS),
    MayBeNull(),
  );
