import { stopServer } from './start-server.js';

export default stopServer;
