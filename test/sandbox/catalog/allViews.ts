import type { ViewDefinition } from './catalogTypes';
import { capabilityViews } from './views/capabilityViews';
import { columnViews } from './views/columnViews';
import { configurationViews } from './views/configurationViews';
import { constraintViews } from './views/constraintViews';
import { dataSpaceViews } from './views/dataSpaceViews';
import { databaseViews } from './views/databaseViews';
import { featureViews } from './views/featureViews';
import { indexViews } from './views/indexViews';
import { informationSchemaConstraintViews } from './views/informationSchemaConstraints';
import { informationSchemaViews } from './views/informationSchemaViews';
import { moduleViews } from './views/moduleViews';
import { objectViews } from './views/objectViews';
import { performanceViews } from './views/performanceViews';
import { propertyViews } from './views/propertyViews';
import { securityViews } from './views/securityViews';
import { serverViews } from './views/serverViews';
import { sessionViews } from './views/sessionViews';
import { specialIndexViews } from './views/specialIndexViews';
import { statisticsViews } from './views/statisticsViews';
import { storageViews } from './views/storageViews';
import { typeViews } from './views/typeViews';
import { versioningViews } from './views/versioningViews';

/** Every system view of the sandbox, of whatever version. */
export const allViews: readonly ViewDefinition[] = [
  ...objectViews,
  ...columnViews,
  ...typeViews,
  ...indexViews,
  ...constraintViews,
  ...moduleViews,
  ...propertyViews,
  ...specialIndexViews,
  ...storageViews,
  ...dataSpaceViews,
  ...versioningViews,
  ...performanceViews,
  ...statisticsViews,
  ...databaseViews,
  ...configurationViews,
  ...securityViews,
  ...sessionViews,
  ...serverViews,
  ...featureViews,
  ...capabilityViews,
  ...informationSchemaViews,
  ...informationSchemaConstraintViews,
];

const byName = new Map(allViews.map((view) => [`${view.schema}.${view.name}`.toLowerCase(), view]));

/** A system view by its schema and name, in any case. */
export function findView(schema: string, name: string): ViewDefinition | undefined {
  return byName.get(`${schema}.${name}`.toLowerCase());
}
