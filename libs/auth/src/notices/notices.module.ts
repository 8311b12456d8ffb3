import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { UsersModule } from '#libs/users';
import { LettersModule } from '../letters/letters.module.js';
import { NotifyOwner } from './notify-owner.js';

/** What people are told of their accounts. */
@Module({ imports: [AuditModule, LettersModule, UsersModule], providers: [NotifyOwner] })
export class NoticesModule {}
