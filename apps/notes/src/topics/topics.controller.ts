import { Controller, Get } from '@nestjs/common';
import { Public } from '#libs/verifier/nest';
import { type Topic, TOPICS } from './topics.js';

/** The same answer with and without a guard before it, so that the cost of the guard can be measured. */
@Controller('v1')
export class TopicsController {
  @Get('topics')
  @Public()
  everybodys(): { items: readonly Topic[] } {
    return { items: TOPICS };
  }

  @Get('my/topics')
  own(): { items: readonly Topic[] } {
    return { items: TOPICS };
  }
}
