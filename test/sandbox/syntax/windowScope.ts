import type { OrderItem, WindowFrame, WindowSpecification, Expression } from './expressionAst';
import { syntaxError } from './syntaxErrors';

/** A window specification that a WINDOW clause further on still fills. */
interface OpenSpecification {
  partitionBy: readonly Expression[];
  orderBy: readonly OrderItem[];
  frame?: WindowFrame;
}

/**
 * The named windows of one SELECT. `OVER w` comes before `WINDOW w AS (…)` in the text, so a reference gives a
 * specification that is completed when the clause has been read.
 */
export class WindowScope {
  private readonly references: { readonly name: string; readonly line: number; readonly specification: OpenSpecification }[] = [];

  /** A specification based on a named window; what the reference adds itself is given in `own`. */
  refer(name: string, line: number, own: WindowSpecification): WindowSpecification {
    const specification: OpenSpecification = { ...own };
    this.references.push({ name, line, specification });
    return specification;
  }

  /** Completes all references. Throws SqlError 5362 for a window that is not defined. */
  resolve(definitions: ReadonlyMap<string, WindowSpecification>): void {
    // Definitions may refer to each other, and are references themselves: resolving in rounds follows the chain.
    const rounds = definitions.size + 1;
    for (let round = 0; round < rounds; round++) {
      for (const { name, line, specification } of this.references) {
        const base = definitions.get(name.toUpperCase());
        if (base === undefined) throw syntaxError(5362, `Window '${name}' is undefined.`, line);
        if (specification.partitionBy.length === 0) specification.partitionBy = base.partitionBy;
        if (specification.orderBy.length === 0) specification.orderBy = base.orderBy;
        if (specification.frame === undefined && base.frame !== undefined) specification.frame = base.frame;
      }
    }
  }
}
