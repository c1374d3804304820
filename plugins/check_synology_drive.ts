import { singleChecks } from '../src/nagios/checks/all.ts';
import { combinedCheck } from '../src/nagios/checks/combined.ts';
import { runCheck } from '../src/nagios/frame.ts';

void runCheck(combinedCheck(singleChecks()));
