/**
 * Starts the built service with a new, empty data folder (its one argument), waits until it is ready, stops it with
 * SIGTERM and fails unless it exits with 0.
 */
import { serve } from './serve.js';

const { DATABASE_URL: _, NODE_ENV: __, ...inherited } = process.env;
const env = { ...inherited, PORT: '0', GATEHOUSE_DATA_DIR: process.argv[2] };
await serve(process.execPath, ['dist/programs/service.js'], { env }, ['/health/ready']);
