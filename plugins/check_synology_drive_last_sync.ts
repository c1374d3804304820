import { lastSyncCheck } from '../src/nagios/checks/last-sync.ts';
import { runCheck } from '../src/nagios/frame.ts';

void runCheck(lastSyncCheck());
