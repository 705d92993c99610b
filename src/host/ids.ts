/** Names that the manifest and the code share. A unit test holds them against package.json. */
export const commands = {
  addConnection: 'sprocket.addConnection',
  removeConnection: 'sprocket.removeConnection',
  selectConnection: 'sprocket.selectConnection',
  showCapabilities: 'sprocket.showCapabilities',
  cancelSession: 'sprocket.cancelSession',
  removeSession: 'sprocket.removeSession',
  copySessionId: 'sprocket.copySessionId',
  showResults: 'sprocket.showResults',
  runQuery: 'sprocket.runQuery',
  executeProcedure: 'sprocket.executeProcedure',
  copyCells: 'sprocket.copyCells',
  copyCellsWithHeaders: 'sprocket.copyCellsWithHeaders',
  selectAllCells: 'sprocket.selectAllCells',
  viewCell: 'sprocket.viewCell',
  exportResultSet: 'sprocket.exportResultSet',
  showLog: 'sprocket.showLog',
} as const;

export const views = { sessions: 'sprocket.sessions' } as const;

/** The kinds of panels: VS Code restores them by these names. */
export const viewTypes = { results: 'sprocket.results', procedure: 'sprocket.procedure', capabilities: 'sprocket.capabilities' } as const;

export const mcpProviderId = 'sprocket.mcp';

export const contextKeys = { hasConnections: 'sprocket.hasConnections', hasSessions: 'sprocket.hasSessions' } as const;
