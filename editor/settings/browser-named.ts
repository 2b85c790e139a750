/** The first that is found: most browsers also call themselves by the names that stand below theirs. */
const browsers = [
  ['YaBrowser', 'Yandex'],
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** What people call a browser, by what it says of itself (RFC 9110, 10.1.5): "Firefox, Windows". Null for a program that is none. */
export function browserNamed(agent: string): string | null {
  const names = [browsers, systems].flatMap((list) => list.find(([sign]) => agent.includes(sign))?.[1] ?? [])
  return names.length === 0 ? null : names.join(', ')
}
