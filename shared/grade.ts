/** The grade of a score: a letter says at a glance whom to call first. */

/** From how many points on a contact has this grade; `a` is the higher one. */
export interface Grades {
  readonly a: number
  readonly b: number
}

/** Until somebody sets others. */
export const defaultGrades: Grades = { a: 40, b: 20 }

/** A: ready, B: on the way, C: the first signs; null without points. */
export function gradeOf(score: number, { a, b }: Grades): 'A' | 'B' | 'C' | null {
  if (score >= a) return 'A'
  if (score >= b) return 'B'
  return score > 0 ? 'C' : null
}
