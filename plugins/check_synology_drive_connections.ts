import { connectionsCheck } from '../src/nagios/checks/connections.ts';
import { runCheck } from '../src/nagios/frame.ts';

void runCheck(connectionsCheck());
