import { setTimeout as delay } from 'node:timers/promises';
import type { ExamineMail } from '#libs/mail';
import { failure, type Finding, ok, reasonOf, skipped } from './finding.js';

const PATIENCE_MS = 10_000;

export async function checkMail(examineMail: ExamineMail): Promise<Finding> {
  if (examineMail.way === 'none') return skipped('mail', 'no mails are sent: GATEHOUSE_SMTP_URL is not set');
  if (examineMail.way === 'files') return ok('mail', 'mails are files below GATEHOUSE_DATA_DIR');
  try {
    return ok('mail', `${await inTime(examineMail.execute())} answers EHLO and lets the service in`);
  } catch (error) {
    return failure('mail', `the server cannot be worked with: ${reasonOf(error)}. See GATEHOUSE_SMTP_URL`);
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = delay(PATIENCE_MS, undefined, { signal: waiting.signal }).then(() => {
    throw new Error(`no answer within ${PATIENCE_MS / 1000} s`);
  });
  return Promise.race([work, late]).finally(() => waiting.abort());
}
