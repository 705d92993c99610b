import type { DataType } from 'tedious/lib/data-type';
import type { WireValue } from './wireValues';

/** A parameter whose bytes are made: what the driver needs to put it on the wire. */
export interface EncodedParameter {
  /** Without `@`. */
  readonly name: string;
  readonly type: DataType;
}

const NO_COLLATION = Buffer.alloc(5);

/**
 * A data type of the driver that writes given bytes. `declaration` is what sp_executesql is told; the server converts the value to it, so
 * that text for any type may travel as nvarchar.
 */
export function encodedParameter(name: string, declaration: string, wire: WireValue): EncodedParameter {
  return {
    name,
    type: {
      id: wire.typeInfo[0] ?? 0,
      type: 'ENCODED',
      name: 'Encoded',
      declaration: () => declaration,
      validate: (given: unknown) => given,
      writeTypeInfo: (buffer, parameter) => {
        buffer.writeBuffer(wire.typeInfo);
        if (wire.collation === true) {
          buffer.writeBuffer(parameter.collation?.toBuffer().subarray(0, 5) ?? NO_COLLATION);
        }
      },
      writeValue: (buffer) => {
        buffer.writeBuffer(wire.value);
      },
    },
  };
}
