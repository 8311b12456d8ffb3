import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

/** What is to be different about a user. */
export class UpdateUser {
  /** `disabled` ends every session and refuses every token at once. */
  @ApiProperty({ enum: ['active', 'disabled'] })
  @IsIn(['active', 'disabled'])
  status!: 'active' | 'disabled';
}
