import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { base64url } from '../http/fields/forms.js';
import { Shown } from '../http/fields/said.js';

/** Where a part of a list starts. What this service has not made is refused as such, however it looks. */
export const CURSOR = base64url(512);

/** The `next_cursor` of a list; null at its end. */
export const NextCursor = (): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: String, nullable: true }), Shown(CURSOR));
