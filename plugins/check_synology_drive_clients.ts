import { clientsCheck } from '../src/nagios/checks/clients.ts';
import { runCheck } from '../src/nagios/frame.ts';

void runCheck(clientsCheck());
