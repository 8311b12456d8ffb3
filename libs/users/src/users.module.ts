import { Module } from '@nestjs/common';
import { RevocationsModule } from '#libs/revocations';
import { UsersController } from './http/users.controller.js';
import { Users } from './users.js';

@Module({ imports: [RevocationsModule], controllers: [UsersController], providers: [Users], exports: [Users] })
export class UsersModule {}
