import { healthCheck } from '../src/nagios/checks/health.ts';
import { runCheck } from '../src/nagios/frame.ts';

void runCheck(healthCheck());
