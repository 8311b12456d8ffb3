import { Module } from '@nestjs/common';
import { Standing } from './standing.js';

@Module({ providers: [Standing], exports: [Standing] })
export class RevocationsModule {}
