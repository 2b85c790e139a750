/** The clients of the demo company: companies and their people. */
import { addDays, dayIn } from '../../shared/time.ts'
import type { Language } from '../../shared/words.ts'
import { type Client, type DemoCast, type DemoPlace, daysBefore } from './demo-cast.ts'
import { companies, type PersonName, people, sectors } from './demo-names.ts'
import { between, dice, type Past, pick } from './demo-records.ts'
import { sentences } from './demo-sentences.ts'

const otherLanguage = (language: Language): Language => (language === 'ru' ? 'en' : 'ru')

const theirCompanies = 48
const otherCompanies = 12
/** Companies and clients before this one buy from us. */
export const buyers = 44

/** People of companies, most of them of the language of the installation; those that buy come first. */
export function theClients(past: Past, place: DemoPlace, team: DemoCast['team']): readonly Client[] {
  const { language } = place
  const other = otherLanguage(language)
  const own = companies[language].slice(0, theirCompanies).map((company) => ({ company, spoken: language }))
  const foreign = companies[other].slice(0, otherCompanies).map((company) => ({ company, spoken: other }))
  const made = [...own, ...foreign].map(({ company: [name, latin, sector, city], spoken }, index) => {
    const owner = ownerOf(index, place, team)
    const at = daysBefore(place, index < buyers ? 366 + (index % 20) : between(12, 200, `since ${index}`))
    const fields = { name, sector: sectors[sector][language], site: `https://${latin}.example`, city, owner, tags: tagsOf(index, language) }
    return { id: past.make('company', latin, fields, at), latin, owner, spoken, at, index, inIt: sector === 'IT' }
  })
  const roster = (spoken: Language, count: number, among: typeof made): Client[] =>
    Array.from({ length: count }, (_, turn) => {
      const company = among[turn % among.length]
      if (!company) throw new Error('There are no companies')
      return aContact(past, place, company, personNamed(spoken, turn), turn)
    })
  const ownOnes = made.filter(({ spoken }) => spoken === language)
  return [
    ...roster(language, 86, ownOnes),
    ...roster(
      other,
      14,
      made.filter(({ spoken }) => spoken === other),
    ),
  ]
}

function ownerOf(index: number, { admin }: DemoPlace, { valera, vera }: DemoCast['team']): string {
  if (isOfAdmin(index)) return admin
  return index % 2 === 0 ? valera.id : vera.id
}

/** Whether a company belongs to the admin, by its place in the list. */
export const isOfAdmin = (index: number): boolean => index % 8 === 1

function tagsOf(index: number, language: Language): string[] {
  if (index % 9 === 0) return [language === 'ru' ? 'ключевой' : 'key account']
  return index % 13 === 0 ? [language === 'ru' ? 'по рекомендации' : 'by referral'] : []
}

/** The people of the lists first, then new pairs of their names; in Russian the two stand at an even distance, so the endings agree. */
export function personNamed(spoken: Language, turn: number): PersonName {
  const list = people[spoken]
  const round = Math.floor(turn / list.length)
  const [first = '', , firstLatin = ''] = list[turn % list.length] ?? []
  const [, last = '', lastLatin = ''] = list[(turn + 8 * round) % list.length] ?? []
  const [start = ''] = firstLatin.split('.')
  return [first, last, `${start}.${lastLatin.split('.')[1] ?? ''}`]
}

interface MadeCompany {
  readonly id: string
  readonly latin: string
  readonly owner: string
  readonly spoken: Language
  readonly at: Date
  readonly index: number
  readonly inIt: boolean
}

function aContact(past: Past, place: DemoPlace, company: MadeCompany, [first, last, latin]: PersonName, turn: number): Client {
  const { index, spoken } = company
  const label = `${latin}@${company.latin}`
  const email = `${latin}@${company.latin}.example`
  const isLead = index >= buyers
  const contact = past.make(
    'contact',
    label,
    {
      firstName: first,
      lastName: last,
      email,
      phone: dice(`phone? ${label}`) < 0.7 ? phoneOf(spoken, turn) : null,
      company: company.id,
      position: pick(sentences[spoken].positions, `position ${label}`),
      stage: isLead
        ? pick(['lead', 'lead', 'qualified', 'silent', 'lost'], `stage ${label}`)
        : turn === 44 || turn === 45
          ? 'partner'
          : 'client',
      owner: isLead && company.inIt ? null : company.owner,
      language: spoken,
      birthday: birthdayOf(place, label, turn),
      source: pick(['website', 'fair', 'referral'], `source ${label}`),
      consentOffers: dice(`offers ${label}`) < 0.55,
      personalCare: turn === 20 || turn === 29,
    },
    company.at,
  )
  return { contact, company: company.id, owner: company.owner, email, language: spoken, isLead, inIt: company.inIt }
}

/** Numbers that are kept for stories (Berlin 23125), or that nobody has. */
export const phoneOf = (spoken: Language, number: number): string =>
  spoken === 'ru' ? `+7900000${String(1000 + number).slice(-4)}` : `+493023125${String(number).padStart(3, '0')}`

/** Two clients of the admin have their birthday today and one of a colleague tomorrow; a few are not known. */
function birthdayOf({ now, zone }: DemoPlace, label: string, turn: number): string | null {
  if (dice(`born? ${label}`) < 0.15) return null
  const year = between(1962, 1999, `year ${label}`)
  const today = dayIn(now, zone)
  // In a leap year, for today may be the 29th of February.
  const leapYear = year - (year % 4)
  if (turn === 9 || turn === 17) return `${leapYear}${today.slice(4)}`
  if (turn === 11) return `${leapYear}${addDays(today, 1).slice(4)}`
  return `${year}-${pad(between(1, 12, `month ${label}`))}-${pad(between(1, 28, `day ${label}`))}`
}

const pad = (number: number): string => String(number).padStart(2, '0')
