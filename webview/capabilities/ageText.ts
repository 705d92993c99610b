/** `just now`, `3 min ago`, `1 h 5 min ago`. */
export function ageText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) {
    return 'just now';
  }
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min ago` : `${hours} h ${minutes % 60} min ago`;
}
