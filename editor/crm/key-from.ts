/** A stable key made of a name that people gave: Latin letters, digits and dashes, with a tail that makes it the only one. */
export function keyFrom(name: string, tail: string = crypto.randomUUID().slice(0, 4)): string {
  const plain = [...name.toLowerCase()]
    .map((letter) => latin[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  return plain === '' ? `n-${tail}` : `${plain}-${tail}`
}

/** "Shoe size" becomes `shoeSize`, with a tail that makes it the only one. */
export function fieldName(title: string): string {
  const [first = 'field', ...rest] = keyFrom(title).split('-')
  const name = [first, ...rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1))].join('')
  return (/^[a-z]/.test(name) ? name : `f${name}`).slice(0, 40)
}

const latin: Readonly<Record<string, string>> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)
