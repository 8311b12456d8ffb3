import { IsString, Length } from 'class-validator';

/** What somebody wants to write down. */
export class NewNote {
  @IsString()
  @Length(1, 200)
  title!: string;

  @IsString()
  @Length(1, 10_000)
  text!: string;
}
