import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { extendedPropertiesOf } from '../extendedProperties';
import type { ExtendedProperty } from '../extendedProperties';
import { integerAs } from '../variants';
import { columns } from '../viewDefinition';
import { typeIds } from './columnRows';
import { objectColumnText, objectRow } from './objectColumns';
import { shapeOf } from '../typeFacts';

const classNames: Readonly<Record<ExtendedProperty['class'], string>> = {
  0: 'DATABASE',
  1: 'OBJECT_OR_COLUMN',
  2: 'PARAMETER',
  3: 'SCHEMA',
  6: 'TYPE',
  7: 'INDEX',
};

/** Properties whose object is gone are dropped with it; those of objects that the session may not see are not shown. */
function isVisible(property: ExtendedProperty, visible: ReadonlySet<number>): boolean {
  return property.class === 0 || property.class === 3 || property.class === 6 || visible.has(property.majorId);
}

function propertyRows(scope: CatalogScope): readonly ViewRow[] {
  const visible = new Set(scope.objects().map((object) => object.id));
  return extendedPropertiesOf(scope.database)
    .filter((property) => isVisible(property, visible))
    .map((property) => ({
      class: property.class,
      class_desc: classNames[property.class],
      major_id: property.majorId,
      minor_id: property.minorId,
      name: property.name,
      value: property.value,
    }));
}

function sequenceRows(scope: CatalogScope): readonly ViewRow[] {
  return scope.objects().flatMap((object) => {
    const { sequence } = object;
    if (sequence === undefined) return [];
    const { type } = sequence;
    const ids = typeIds(scope, type);
    const end = sequence.increment > 0n ? sequence.maximum : sequence.minimum;
    const isExhausted = sequence.current !== null && sequence.current === end && !sequence.cycle;
    return [
      {
        ...objectRow(object),
        start_value: integerAs(type, sequence.start),
        increment: integerAs(type, sequence.increment),
        minimum_value: integerAs(type, sequence.minimum),
        maximum_value: integerAs(type, sequence.maximum),
        is_cycling: sequence.cycle,
        is_cached: true,
        cache_size: undefined,
        system_type_id: ids.systemTypeId,
        user_type_id: ids.userTypeId,
        precision: shapeOf(type).precision,
        scale: 0,
        current_value: integerAs(type, sequence.current ?? sequence.start),
        is_exhausted: isExhausted,
        last_used_value: integerAs(type, sequence.current),
      },
    ];
  });
}

/** sys.extended_properties and sys.sequences. */
export const propertyViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'extended_properties',
    columns: columns(`
      class tinyint
      class_desc nvarchar(60) null
      major_id int
      minor_id int
      name sysname
      value sql_variant null
    `),
    rows: propertyRows,
  },
  {
    schema: 'sys',
    name: 'sequences',
    columns: columns(`${objectColumnText}
      start_value sql_variant
      increment sql_variant
      minimum_value sql_variant null
      maximum_value sql_variant null
      is_cycling bit null
      is_cached bit null
      cache_size int null
      system_type_id tinyint
      user_type_id int
      precision tinyint
      scale tinyint null
      current_value sql_variant
      is_exhausted bit
      last_used_value sql_variant null since 14
    `),
    rows: sequenceRows,
  },
];
