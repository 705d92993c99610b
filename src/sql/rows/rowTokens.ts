/** The token of a row (MS-TDS 2.2.7.19). */
export const ROW = 0xd1;
/** The token of a row with a bitmap of its NULLs before the values (MS-TDS 2.2.7.15). */
export const NBC_ROW = 0xd2;
