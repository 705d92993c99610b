/** How lines that the suite writes are told from what the workbench and other extensions write to the same console. */
export const marks = { request: 'SPROCKET-PAGE ', report: 'SPROCKET-REPORT ' } as const;
