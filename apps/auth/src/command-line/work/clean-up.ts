import type { INestApplicationContext } from '@nestjs/common';
import { CleanUp } from '#libs/housekeeping';
import type { Report } from '../report.js';

export async function cleanUp(app: INestApplicationContext): Promise<Report> {
  const counts = await app.get(CleanUp).run();
  return { document: counts, lines: Object.entries(counts).map(([what, count]) => `${count} ${what}`) };
}
