import type { Check } from '../../nagios/check.ts';
import type { OptionKind } from '../../nagios/option.ts';
import { type Argument, argumentsOf } from '../icinga2/argument.ts';
import { isAll } from '../services/role.ts';

export const CATEGORY = 'Synology Drive';

/** A form field of Director, for one custom variable. */
export interface DataField {
  readonly varname: string;
  readonly caption: string;
  readonly description: string;
  readonly datatype: string;
  readonly format: null;
  readonly settings: Readonly<Record<string, string>>;
  readonly category: string;
}

/** That an object shows a field. */
export interface FieldLink {
  /** Its key in the basket: Director gives it another when it restores. */
  readonly datafield_id: number;
  readonly is_required: 'y' | 'n';
  readonly var_filter: null;
}

const TYPES: Readonly<Record<OptionKind, string>> = {
  value: 'String',
  list: 'Array',
  flag: 'Boolean',
  count: 'Number',
};

/** Whatever is a secret itself, and not where one stands. */
const isSecret = (variable: string) => /(password|secret|token)$/.test(variable);

/** `Warning quota used` */
const captionOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

const visibility = ({ option, variable }: Argument): DataField['settings'] =>
  option.kind === 'value' ? { visibility: isSecret(variable) ? 'hidden' : 'visible' } : {};

const fieldOf = (argument: Argument): DataField => ({
  varname: argument.variable,
  caption: captionOf(argument.option.name),
  description: argument.description,
  datatype: `Icinga\\Module\\Director\\DataType\\DataType${TYPES[argument.option.kind]}`,
  format: null,
  settings: visibility(argument),
  category: CATEGORY,
});

/** One field for each custom variable, as the check describes it that is named after it. */
export class Fields {
  readonly all: readonly DataField[];

  constructor(checks: readonly Check[]) {
    const allFirst = [...checks].sort((one, other) => Number(isAll(other)) - Number(isAll(one)));
    const fields = allFirst.flatMap(argumentsOf).map(fieldOf);
    this.all = [...new Map(fields.map((field) => [field.varname, field])).values()];
  }

  /** By their ids in the basket. */
  byId(): Record<string, DataField> {
    return Object.fromEntries(this.all.map((field, index) => [index + 1, field]));
  }

  link(variable: string, required = false): FieldLink {
    const index = this.all.findIndex(({ varname }) => varname === variable);
    if (index < 0) throw new Error(`there is no field for ${variable}`);
    return { datafield_id: index + 1, is_required: required ? 'y' : 'n', var_filter: null };
  }
}
