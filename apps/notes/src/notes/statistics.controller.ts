import { Controller, Get } from '@nestjs/common';
import { RequirePermissions } from '#libs/verifier/nest';
import { Notes } from './notes.js';

/** For other services, by their scope; and for people whose roles permit the same. */
@Controller('v1/statistics')
export class StatisticsController {
  constructor(private readonly notes: Notes) {}

  @Get()
  @RequirePermissions('notes:read')
  statistics(): { notes: number; authors: number } {
    return this.notes.statistics();
  }
}
