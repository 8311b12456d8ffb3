import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsText } from '../http/fields/is-text.decorator.js';
import { MayBeAbsent } from '../http/fields/may-be-absent.decorator.js';
import { Shown } from '../http/fields/said.js';
import { IsQueryNumber } from '../http/fields/values.decorators.js';
import { CURSOR } from './next-cursor.decorator.js';

/** How a part of a list is asked for. */
export class PageQuery {
  /** At most this many items. */
  @ApiPropertyOptional({ type: 'integer', default: 50 })
  @MayBeAbsent()
  @IsQueryNumber({ minimum: 1, maximum: 100 })
  limit = 50;

  /** The `next_cursor` of the part before; absent for the first part. */
  @MayBeAbsent()
  @IsText({ maxLength: CURSOR.maxLength })
  @Shown(CURSOR)
  cursor?: string;
}
