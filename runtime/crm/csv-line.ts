/** One line of a CSV file. A cell that a spreadsheet would take for a formula gets an apostrophe in front: data must not calculate. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(text: string): string {
  // A plain number may begin with a minus; a formula hidden behind one may not.
  const guarded = /^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text
  return /[",;\r\n\t]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
