import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/dsm/answer.ts';
import { AnswerError, UnreachableError } from '../../src/dsm/errors.ts';

const answer = (body: string, status = 200, contentType = 'application/json', location?: string) => ({
  status,
  contentType,
  location,
  body,
});

describe('an answer', () => {
  const read: readonly (readonly [string, unknown])[] = [
    ['{"success":true,"data":{"a":1}}', { success: true, data: { a: 1 } }],
    ['{"success":true}', { success: true, data: undefined }],
    ['\uFEFF{"success":true}', { success: true, data: undefined }],
    [' {"success":false,"error":{"code":105}} ', { success: false, code: 105, details: undefined }],
    [
      '{"success":false,"error":{"code":120,"errors":{"name":"user"}}}',
      { success: false, code: 120, details: { name: 'user' } },
    ],
    ['{"success":false}', { success: false, code: 100, details: undefined }],
    ['{"success":false,"error":null}', { success: false, code: 100, details: undefined }],
    ['{"success":false,"error":{"code":"105"}}', { success: false, code: 100, details: undefined }],
    ['{"success":false,"error":{"code":1.5}}', { success: false, code: 100, details: undefined }],
  ];
  it.each(read)('%s is taken out of its envelope', (body, outcome) => {
    expect(readAnswer(answer(body))).toEqual(outcome);
  });

  const refused: readonly (readonly [string, Parameters<typeof answer>, string])[] = [
    ['an empty body', [''], 'an empty answer'],
    ['an empty body that is called HTML', [' \n', 200, 'text/html'], 'an empty answer'],
    ['HTML', ['<!doctype html>'], 'a web page (HTML)'],
    ['text that is called HTML', ['hello', 200, 'text/html'], 'a web page (HTML)'],
    ['half of an answer', ['{"success":tr'], 'not JSON, or cut short'],
    ['a list', ['[]'], 'no "success"'],
    ['null', ['null'], 'no "success"'],
    ['a word for success', ['{"success":"true"}'], 'no "success"'],
    ['HTTP 204', ['', 204], 'HTTP 204'],
    ['HTTP 404', ['{"success":true}', 404], 'There is no Web API at this address'],
    ['nginx', ['<h1>The plain HTTP request was sent to HTTPS port</h1>', 400, 'text/html'], 'speaks https'],
    ['a redirect', ['', 302, 'text/html', '/login'], 'redirects to /login'],
    ['a redirect to https', ['', 301, 'text/html', 'https://nas:5001/'], 'Leave out --plain-http'],
    ['nesting beyond all bounds', ['['.repeat(200_000)], 'not JSON'],
  ];
  it.each(refused)('that is %s is refused in words', (_title, parts, says) => {
    const attempt = () => readAnswer(answer(...parts));
    expect(attempt).toThrow(AnswerError);
    try {
      attempt();
    } catch (error) {
      expect((error as AnswerError).words).toContain(says);
    }
  });

  it.each([500, 502, 503, 599])('of HTTP %i is none, and the NAS out of reach', (status) => {
    expect(() => readAnswer(answer('<html>', status))).toThrow(UnreachableError);
  });

  it('of whatever text throws nothing but our own errors', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.integer({ min: 100, max: 599 }),
        fc.string(),
        (body, status, type) => {
          try {
            const outcome = readAnswer(answer(body, fc.sample(fc.constant(status), 1)[0], type));
            expect(typeof outcome.success).toBe('boolean');
          } catch (error) {
            expect(error instanceof AnswerError || error instanceof UnreachableError).toBe(true);
          }
        },
      ),
    );
  });
});
