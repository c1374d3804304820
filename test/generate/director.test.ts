import { describe, expect, it } from 'vitest';
import { basketOf, withUuids } from '../../src/generate/director/basket.ts';
import type { DataField } from '../../src/generate/director/fields.ts';
import { uuidOf } from '../../src/generate/director/uuid.ts';
import { argumentsOf } from '../../src/generate/icinga2/argument.ts';
import { commandName } from '../../src/generate/services/names.ts';
import { everyCheck } from '../../src/nagios/checks/all.ts';
import { macrosIn } from '../support/icinga2-text.ts';

const checks = everyCheck();

/** What the tests look at in an object of a basket. */
interface Linked {
  readonly fields?: readonly { readonly datafield_id: number; readonly is_required: string }[];
  readonly imports?: readonly string[];
  readonly check_command?: string;
  readonly services?: readonly Linked[];
  readonly arguments?: Readonly<Record<string, object>>;
}

type Objects = Readonly<Record<string, Linked>>;

/** As Director reads it. */
const basket = JSON.parse(JSON.stringify(basketOf(checks))) as Record<
  'ExternalCommand' | 'HostTemplate' | 'ServiceTemplate' | 'ServiceSet' | 'DatafieldCategory',
  Objects
> & { Datafield: Record<string, DataField> };

const { Datafield, ExternalCommand, HostTemplate, ServiceTemplate, ServiceSet } = basket;
const objects = [ExternalCommand, HostTemplate, ServiceTemplate, ServiceSet].flatMap((all) =>
  Object.values(all),
);
const varnamesOf = ({ fields = [] }: Linked) =>
  fields.map(({ datafield_id }) => Datafield[String(datafield_id)]?.varname);

describe("Director's basket", () => {
  it('links only to fields that it has, and has none to which nothing links', () => {
    const linked = new Set(
      objects.flatMap(({ fields = [] }) => fields.map(({ datafield_id }) => String(datafield_id))),
    );
    expect([...linked].sort()).toEqual(Object.keys(Datafield).sort());
  });

  it('has each custom variable once, in a category that it has', () => {
    const names = Object.values(Datafield).map(({ varname }) => varname);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toContain('synology_drive_quota_warning');
    for (const { category } of Object.values(Datafield))
      expect(basket.DatafieldCategory).toHaveProperty([category]);
  });

  it('imports only templates that it has, and checks by commands that it has', () => {
    const services = Object.values(ServiceSet).flatMap((set) => set.services ?? []);
    expect(services.length).toBe(checks.length);
    for (const { imports = [] } of services)
      for (const name of imports) expect(ServiceTemplate).toHaveProperty([name]);
    for (const { imports = [] } of Object.values(HostTemplate))
      for (const name of imports) expect(HostTemplate).toHaveProperty([name]);
    const commands = Object.values(ServiceTemplate).map((template) => template.check_command);
    expect(commands).toEqual(Object.keys(ExternalCommand));
  });

  it.each(checks)('shows a field for every argument of $id, and no other', (check) => {
    const command = ExternalCommand[commandName(check)] ?? {};
    const macros = Object.values(command.arguments ?? {}).flatMap((one) =>
      macrosIn(JSON.stringify({ ...one, description: '' })),
    );
    expect(macros.length).toBeGreaterThan(10);
    expect(varnamesOf(command)).toEqual([...new Set(macros)]);
    expect(Object.keys(command.arguments ?? {})).toEqual(argumentsOf(check).map(({ key }) => key));
  });

  it('asks a host for what is common to all checks, and insists on account and password file', () => {
    const [template] = Object.values(HostTemplate);
    const names = template ? varnamesOf(template) : [];
    expect(names).toContain('synology_drive_port');
    expect(names.filter((name) => /_(quota|clients|sync)_/.test(name ?? ''))).toEqual([]);
    const required = template?.fields?.filter(({ is_required }) => is_required === 'y') ?? [];
    expect(varnamesOf({ fields: required })).toEqual([
      'synology_drive_username',
      'synology_drive_password_file',
    ]);
  });

  it('asks for no secret itself, since Director passes no environment', () => {
    const secrets = Object.values(Datafield).filter(({ varname }) =>
      /(password|secret|token)$/.test(varname),
    );
    expect(secrets).toEqual([]);
  });

  it('gives every field the form of its option', () => {
    const typeOf = (name: string) =>
      Object.values(Datafield)
        .find(({ varname }) => varname === name)
        ?.datatype.split('DataType')
        .at(-1);
    expect(
      ['port', 'plain_http', 'fingerprint', 'verbose'].map((name) => typeOf(`synology_drive_${name}`)),
    ).toEqual(['String', 'Boolean', 'Array', 'Number']);
  });

  it('with UUIDs is the same, and each is another, but in every version the same', () => {
    const named = JSON.parse(JSON.stringify(withUuids(basketOf(checks)))) as Record<
      string,
      Record<string, object>
    >;
    const uuids = Object.values(named)
      .flatMap((all) => Object.values(all))
      .flatMap((object) => ('uuid' in object ? [object.uuid] : []));
    expect(new Set(uuids).size).toBe(uuids.length);
    expect(uuids.length).toBe(Object.values(basket).flatMap((all) => Object.keys(all)).length - 1);
    const without = JSON.parse(JSON.stringify(named), (key, value) => (key === 'uuid' ? undefined : value));
    expect(without).toEqual(basket);
    expect(uuidOf('ServiceSet Synology Drive')).toBe('3e99d003-d39f-58e4-b80b-69a85e35bd92');
  });
});
