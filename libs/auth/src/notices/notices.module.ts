import { Module } from '@nestjs/common';
import { UsersModule } from '#libs/users';
import { LettersModule } from '../letters/letters.module.js';
import { NotifyOwner } from './notify-owner.js';

/** What people are told of their accounts. */
@Module({ imports: [LettersModule, UsersModule], providers: [NotifyOwner] })
export class NoticesModule {}
