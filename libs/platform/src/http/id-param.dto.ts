import { ApiProperty } from '@nestjs/swagger';
import { IsId } from './fields/is-id.decorator.js';

/** The `{id}` of a route. */
export class IdParam {
  /** @example "0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21" */
  @ApiProperty({ format: 'uuid' })
  @IsId()
  id!: string;
}
