import { quotaCheck } from '../src/nagios/checks/quota.ts';
import { runCheck } from '../src/nagios/frame.ts';

void runCheck(quotaCheck());
