import { formatDuration } from '../../config/duration.ts';
import { AnswerError, ApiError, CertificateError } from '../../dsm/errors.ts';
import { type Health, health } from '../../probes/health.ts';
import type { Probe } from '../../probes/probe.ts';
import type { Check, CheckContext } from '../check.ts';
import type { Finding, Report } from '../finding.ts';
import { judge, known, perfdataOf, sayUntellable, tellable } from '../judge.ts';

const CERTIFICATE = 'certificate_days';

/** Seconds by which the certificate has expired, if it has. */
const expiredFor = (validTo: Date | undefined, now: number) =>
  validTo ? now - validTo.getTime() / 1000 : -1;

/** An expired certificate is CRITICAL unless a threshold on its days was given instead. */
function judgeExpiry({ certificate }: Health, { thresholds, now }: CheckContext): Finding[] {
  const late = expiredFor(certificate?.validTo, now);
  if (late <= 0 || thresholds.isGiven('critical', CERTIFICATE)) return [];
  return [{ state: 'CRITICAL', text: `the certificate expired ${formatDuration(late)} ago` }];
}

/** A certificate that was refused because it has expired is this check's own matter: it is down for every client. */
function reportExpired(error: unknown, { thresholds, now }: CheckContext): Report {
  if (!(error instanceof CertificateError && error.problem === 'expired' && error.validTo)) throw error;
  const days = -expiredFor(error.validTo, now) / (24 * 60 * 60);
  return {
    findings: [{ state: 'CRITICAL', text: error.words }],
    summary: 'Nothing was sent',
    perfdata: [{ label: CERTIFICATE, value: days, uom: '', ...thresholds.of(CERTIFICATE) }],
  };
}

/** `Synology Drive 4.0.2-27889 (running)` */
function sayPackage(told: Health['package']): string {
  const status = told?.status === undefined ? undefined : `(${told.status})`;
  return ['Synology Drive', told?.version, status].filter(Boolean).join(' ');
}

function summarize({ responseTime, certificate, package: told }: Health, now: number): string {
  const late = expiredFor(certificate?.validTo, now);
  const valid = late < 0 && certificate ? `, certificate valid for ${formatDuration(-late)}` : '';
  return `${sayPackage(told)} answered in ${formatDuration(responseTime)}${valid}`;
}

/** The check whether the NAS answers, the log-in is accepted, Drive is there and ready, and the certificate is good. */
export function healthCheck(probe: Probe<Health> = health): Check {
  async function ask({ drive, client, trace }: CheckContext): Promise<Health> {
    const server = await drive();
    await server.summary();
    const { responseTime = 0, certificate } = client;
    const told = await server.package().catch((error: unknown) => {
      if (!(error instanceof ApiError || error instanceof AnswerError)) throw error;
      trace(1, `nothing is known of the package: ${error.message}`);
      return undefined;
    });
    return { responseTime, certificate, package: told };
  }

  async function judgeHealth(context: CheckContext): Promise<Report> {
    const { thresholds, now } = context;
    const found = await ask(context);
    const untold = found.certificate ? {} : { [CERTIFICATE]: 'with --plain-http there is no certificate' };
    const told = tellable(probe.metrics, { cannotTell: untold });
    return {
      findings: [
        ...judgeExpiry(found, context),
        ...sayUntellable(probe.metrics, { cannotTell: untold }, thresholds),
        ...known(told.map((metric) => judge(metric, found, thresholds, now))),
      ],
      summary: summarize(found, now),
      perfdata: known(
        probe.metrics.map((metric) => perfdataOf(metric, found, thresholds.of(metric.name), now)),
      ),
    };
  }

  return {
    id: 'health',
    name: 'HEALTH',
    about:
      'Whether the NAS answers, accepts the log-in, Synology Drive is there and ready, and the certificate is good',
    metrics: probe.metrics,
    main: 'response_time',
    defaults: {},
    options: [],
    perfdata: [{ when: 'always (certificate_days with https)', metrics: probe.metrics }],
    timeout: 10,
    examples: [
      { says: 'answers slower than two seconds are a WARNING, than five CRITICAL', args: '-w 2 -c 5' },
      {
        says: 'a certificate with less than 14 days left is a WARNING, with less than 3 CRITICAL',
        args: '--warning-certificate-days 14: --critical-certificate-days 3:',
      },
      { says: 'a NAS that is switched off at night is no alarm', args: '--timeout-state ok' },
    ],
    run: (context) => judgeHealth(context).catch((error: unknown) => reportExpired(error, context)),
  };
}
