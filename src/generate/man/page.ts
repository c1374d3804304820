import type { OptionSpec } from '../../nagios/option.ts';
import type { Chapter, Meaning, Program } from '../programs/program.ts';
import { bold, commandLines, italic, literal, prose, section, sentence, terms } from './roff.ts';

/** What stands at the foot of every page. */
export interface Edition {
  readonly version: string;
  /** `2026-11-25`. */
  readonly date: string;
}

export interface Reference {
  readonly name: string;
  readonly section: number;
}

/** Names and variables are not to be cut: neither hyphens nor blanks are put into them. */
export const heading = ({ name, section: number }: Reference, { version, date }: Edition): string[] => [
  `.TH ${literal(name.toUpperCase())} ${number} ${date} "synology\\-drive\\-monitoring ${version}" Drive`,
  '.nh',
  '.ad l',
];

export const seeAlso = (references: readonly Reference[]): string[] =>
  section(
    'SEE ALSO',
    references.map(({ name, section: number }, index) => {
      const comma = index < references.length - 1 ? ',' : '';
      // Its name is not to be cut: here the request for that does not hold.
      return `.BR \\%${literal(name)} (${number})${comma}`;
    }),
  );

/** `-H HOST [--config FILE]`: what is typed exactly so in bold, what stands for something in italics. */
function usageLine(usage: string): string {
  return usage.replace(/[A-Z]{2,}|\b(?:options|verb)\b|-{0,2}[a-z][\w-]*|-[A-Z]\b|[^\w-]+/g, (part) =>
    /^(?:[A-Z]{2,}|options|verb)$/.test(part) ? italic(part) : /^[-a-z]/i.test(part) ? bold(part) : part,
  );
}

function synopsis({ name, usage }: Program): string[] {
  const lines = usage.map((one) => `${bold(name)} ${usageLine(one)}`);
  return section(
    'SYNOPSIS',
    lines.flatMap((line, index) => (index === 0 ? [line] : ['.br', line])),
  );
}

/** `-w, --warning=RANGE`; a value that may be left out says so itself. */
export function optionTerm({ name, letter, metavar }: OptionSpec): string {
  const short = letter === undefined ? '' : `${bold(`-${letter}`)}, `;
  const value =
    metavar === undefined ? '' : metavar.startsWith('[') ? `[=${italic(metavar)}]` : `=${italic(metavar)}`;
  return `${short}${bold(`--${name}`)}${value}`;
}

function optionText({ help, unit, fallback, example }: OptionSpec): string[] {
  const parts = [
    help,
    unit ? `in ${unit}` : '',
    fallback ? `default: ${fallback}` : '',
    example ? `example: ${example}` : '',
  ];
  return parts.filter(Boolean).flatMap((part) => prose(sentence(part)));
}

/** Options under the headings of their groups, in the order in which these first come. */
function optionGroups(options: readonly OptionSpec[]): string[] {
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const title = groups.length === 1 ? [] : [`.SS ${group.replace(/:$/, '')}`];
    const own = options.filter((option) => option.group === group);
    return [
      ...title,
      ...terms(own.map((option) => ({ term: optionTerm(option), says: optionText(option) }))),
    ];
  });
}

const meaningTerms = (list: readonly Meaning[]): string[] =>
  terms(list.map(({ word, says }) => ({ term: bold(word), says: prose(sentence(says)) })));

const paragraphs = (texts: readonly string[]): string[] =>
  texts.flatMap((text, index) => (index === 0 ? prose(text) : ['.PP', ...prose(text)]));

/** Chapters of one title stand together. */
function chapterSections(chapters: readonly Chapter[]): string[] {
  return [...new Set(chapters.map(({ title }) => title))].flatMap((title) => {
    const parts = chapters.filter((chapter) => chapter.title === title);
    const lines = parts.map(({ intro, list }) => [...prose(intro), ...meaningTerms(list)]);
    return section(
      title,
      lines.flatMap((part, index) => (index === 0 ? part : ['.PP', ...part])),
    );
  });
}

function examples(program: Program): string[] {
  const lines = program.examples.map(({ says, command }) => [
    ...prose(sentence(says).replace(/\.$/, ':')),
    '.PP',
    '.RS 4',
    '.EX',
    ...commandLines(command),
    '.EE',
    '.RE',
  ]);
  return section(
    'EXAMPLES',
    lines.flatMap((part, index) => (index === 0 ? part : ['.PP', ...part])),
  );
}

/** The manual page of an executable. */
export function programPage(program: Program, edition: Edition, references: readonly Reference[]): string {
  const { name, about, description, verbs, options, chapters, exits, environment, files } = program;
  const lines = [
    ...heading({ name, section: 1 }, edition),
    ...section('NAME', [`${literal(name)} \\-`, ...prose(about.charAt(0).toLowerCase() + about.slice(1))]),
    ...synopsis(program),
    ...section('DESCRIPTION', paragraphs([sentence(about), ...description])),
    ...section('VERBS', meaningTerms(verbs)),
    ...section('OPTIONS', optionGroups(options)),
    ...chapterSections(chapters),
    ...section('EXIT STATUS', meaningTerms(exits)),
    ...section('ENVIRONMENT', meaningTerms(environment)),
    ...section('FILES', meaningTerms(files)),
    ...examples(program),
    ...seeAlso(references),
  ];
  return `${lines.join('\n')}\n`;
}
