import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SecondFactors } from './second-factors.js';

@Module({ imports: [DiscoveryModule], providers: [SecondFactors], exports: [SecondFactors] })
export class FactorsModule {}
