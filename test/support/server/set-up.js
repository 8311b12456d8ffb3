import { startServer } from './start-server.js';

export default startServer;
