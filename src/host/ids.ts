/** Names that the manifest and the code share. A unit test holds them against package.json. */
export const commands = {
  addConnection: 'sprocket.addConnection',
  removeConnection: 'sprocket.removeConnection',
  selectConnection: 'sprocket.selectConnection',
  cancelSession: 'sprocket.cancelSession',
  removeSession: 'sprocket.removeSession',
  copySessionId: 'sprocket.copySessionId',
  showLog: 'sprocket.showLog',
} as const;

export const views = { sessions: 'sprocket.sessions' } as const;

export const mcpProviderId = 'sprocket.mcp';

export const contextKeys = { hasConnections: 'sprocket.hasConnections' } as const;
