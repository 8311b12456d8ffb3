import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Chores } from './chores.js';
import { CleanUp } from './clean-up.js';
import { CleanUpSchedule } from './clean-up.schedule.js';

@Module({
  imports: [DiscoveryModule],
  providers: [Chores, CleanUp, CleanUpSchedule],
  exports: [CleanUp, CleanUpSchedule],
})
export class HousekeepingModule {}
