import type { WantedDocument } from '../publish/documents.ts';
import type { Names } from '../topics.ts';
import { type DeviceSpec, documentOf } from './device.ts';
import { documentProblems } from './validate.ts';

/** A document that Home Assistant would refuse; it is not sent. */
export interface FaultyDocument {
  readonly topic: string;
  readonly problems: readonly string[];
}

/** The text of a device's document, unless it is faulty. */
export function textOf(spec: DeviceSpec, names: Names): WantedDocument | FaultyDocument {
  const topic = names.document(spec.id);
  const document = documentOf(spec, names);
  const text = JSON.stringify(document);
  const problems = documentProblems(topic, document, text);
  if (problems.length > 0) return { topic, problems };
  return { topic, text, rank: spec.rank, ...(spec.isProvisional && { isProvisional: true }) };
}
