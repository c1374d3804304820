/** A file that is written from the declarations, never by hand. */
export interface GeneratedFile {
  /** Below the project's folder, e.g. `plugins/icinga2/commands.conf`. */
  readonly path: string;
  readonly text: string;
}

/** The text of a file of the project that is written by hand, at least in part. */
export type ReadFile = (path: string) => string;

/** Writes one or more files; pure, so that a test can compare what stands in the project with what would be written. */
export type Generator = (read: ReadFile) => readonly GeneratedFile[];
