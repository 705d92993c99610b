import type { CatalogObject } from '../catalogObject';
import { typeDescriptions } from '../catalogObject';
import type { ViewRow } from '../catalogTypes';

/** The columns that every view of objects inherits from sys.objects. */
export const objectColumnText = `
  name sysname
  object_id int
  principal_id int null
  schema_id int
  parent_object_id int
  type char(2)
  type_desc nvarchar(60) null
  create_date datetime
  modify_date datetime
  is_ms_shipped bit
  is_published bit
  is_schema_published bit
`;

/** A row of sys.objects. */
export function objectRow(object: CatalogObject): ViewRow {
  return {
    name: object.name,
    object_id: object.id,
    schema_id: object.schemaId,
    parent_object_id: object.parentId,
    type: object.type,
    type_desc: typeDescriptions[object.type],
    create_date: object.createDate,
    modify_date: object.modifyDate,
  };
}
