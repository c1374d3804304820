import type { Check } from '../../nagios/check.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { isAll, isHealth } from '../services/role.ts';
import { CATEGORY, Fields } from './fields.ts';
import {
  allInOneHostTemplate,
  allInOneSet,
  commandObject,
  type DirectorObject,
  dependency,
  hostTemplate,
  serviceSet,
  serviceTemplate,
} from './objects.ts';
import { uuidOf } from './uuid.ts';

const byName = (objects: readonly DirectorObject[]) =>
  Object.fromEntries(objects.map((object) => [object.object_name, object]));

/** What Director restores, by type and name. */
export function basketOf(checks: readonly Check[]) {
  const fields = new Fields(checks);
  return {
    DatafieldCategory: { [CATEGORY]: { category_name: CATEGORY, description: 'Checks of Synology Drive' } },
    Datafield: fields.byId(),
    ExternalCommand: byName(checks.map((check) => commandObject(check, fields))),
    HostTemplate: byName([hostTemplate(checks, fields), ...checks.filter(isAll).map(allInOneHostTemplate)]),
    ServiceTemplate: byName(checks.map(serviceTemplate)),
    ServiceSet: byName([serviceSet(checks), ...checks.filter(isAll).map(allInOneSet)]),
    Dependency: byName(checks.filter(isHealth).map(dependency)),
  };
}

type Basket = ReturnType<typeof basketOf>;

/** Types whose objects have UUIDs. */
const WITHOUT_UUID: readonly string[] = ['DatafieldCategory'];

/** The same with UUIDs, by which Director since 1.11 finds again what it restored once, a changed field as well. */
export function withUuids(basket: Basket): Record<string, Record<string, object>> {
  const nameOf = (object: object) =>
    'varname' in object ? object.varname : Reflect.get(object, 'object_name');
  const named = (type: string, objects: Record<string, object>) =>
    Object.fromEntries(
      Object.entries(objects).map(([key, object]) => [
        key,
        { ...object, uuid: uuidOf(`${type} ${nameOf(object)}`) },
      ]),
    );
  return Object.fromEntries(
    Object.entries(basket).map(([type, objects]) => [
      type,
      WITHOUT_UUID.includes(type) ? objects : named(type, objects),
    ]),
  );
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Baskets to restore, for Director as it is and as Debian 12 has it. */
export function directorFiles(checks: readonly Check[]): GeneratedFile[] {
  const basket = basketOf(checks);
  const file = (name: string, text: string) => ({ path: `plugins/icinga2/director/${name}`, text });
  return [file('basket.json', json(withUuids(basket))), file('basket-before-1.11.json', json(basket))];
}
