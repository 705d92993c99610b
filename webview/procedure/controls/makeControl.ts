import type { FormParameter } from '../../../src/shared/procedurePage';
import { BinaryControl } from './binaryControl';
import type { ChosenFile } from './binaryControl';
import { BitControl } from './bitControl';
import { LongTextControl } from './longTextControl';
import { TableControl } from './tableControl';
import { TextControl } from './textControl';
import type { ControlOptions, ValueControl } from './valueControl';
import { VariantControl } from './variantControl';

/** The control for a parameter. undefined: nobody can give it a value. */
export function makeControl(
  parameter: FormParameter,
  onChange: () => void,
  pickFile: () => Promise<ChosenFile | null>,
): ValueControl | undefined {
  const options: ControlOptions = { label: `@${parameter.name} ${parameter.type}`, placeholder: parameter.example, onChange };
  switch (parameter.control) {
    case 'cursor':
      return undefined;
    case 'bit':
      return new BitControl(options);
    case 'binary':
      return new BinaryControl(options, pickFile);
    case 'variant':
      return new VariantControl(options);
    case 'table':
      return new TableControl(parameter.columns, options);
    case 'longText':
    case 'json':
    case 'xml':
      return new LongTextControl(parameter.control, options);
    default:
      return new TextControl(parameter.control, options);
  }
}
