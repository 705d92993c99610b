/** Longer names are compared by their beginning, so that one comparison stays cheap. */
const comparedLength = 64;

/**
 * The names nearest to what was written, best first; without regard to case. Names that contain it, or begin like it, count as near;
 * names that need more than about a third of their letters changed do not.
 */
export function closestNames(written: string, names: Iterable<string>, most = 3): string[] {
  const wanted = fold(written);
  const ranked: { name: string; distance: number }[] = [];
  for (const name of names) {
    const candidate = fold(name);
    const bound = Math.max(2, Math.ceil(Math.max(wanted.length, candidate.length) / 3));
    const within = wanted.length >= 3 && candidate.includes(wanted);
    const distance = candidate === wanted ? 0 : within ? 1 : editDistance(wanted, candidate);
    if (distance <= bound) {
      ranked.push({ name, distance });
    }
  }
  ranked.sort((left, right) => left.distance - right.distance || (left.name < right.name ? -1 : 1));
  return ranked.slice(0, most).map((entry) => entry.name);
}

/** How many letters to insert, drop, replace or swap with their neighbour to come from one word to the other. */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        best = Math.min(best, at(beforeLast, column - 2) + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

function fold(name: string): string {
  return name.toLowerCase().slice(0, comparedLength);
}
