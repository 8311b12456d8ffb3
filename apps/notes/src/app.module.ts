import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { VerifierModule } from '#libs/verifier/nest';
import type { Config } from './config.js';
import { EverybodysNotesController } from './notes/everybodys-notes.controller.js';
import { NoteChangesController } from './notes/note-changes.controller.js';
import { Notes } from './notes/notes.js';
import { NotesController } from './notes/notes.controller.js';
import { StatisticsController } from './notes/statistics.controller.js';
import { HealthController } from './operation/health.controller.js';
import { MetricsController } from './operation/metrics.controller.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { TopicsController } from './topics/topics.controller.js';

@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    const { issuer, gatehouseUrl, audience, client, stalenessLimit, whenStale } = config;
    return {
      module: AppModule,
      imports: [
        VerifierModule.forRoot({
          issuer,
          audience,
          client,
          staleness: { limit: stalenessLimit, whenStale },
          ...(gatehouseUrl !== undefined && { url: gatehouseUrl }),
        }),
      ],
      controllers: [
        TopicsController,
        NoteChangesController,
        NotesController,
        EverybodysNotesController,
        StatisticsController,
        HealthController,
        MetricsController,
      ],
      providers: [Notes, { provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
