import { syncCheck } from '../src/nagios/checks/sync.ts';
import { runCheck } from '../src/nagios/frame.ts';

void runCheck(syncCheck());
