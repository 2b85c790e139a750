/** What the browser knows of where the company is: the answers that set-up begins with. */

interface Guess {
  readonly zone: string
  readonly currency: string
  readonly region: string
}

/** `locale` like `de-AT`. Region as ISO 3166, currency as ISO 4217; dollars where neither is known. */
export function guessFromBrowser(locale: string = navigator.language): Guess {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  const region = regionOf(locale)
  return { zone, region, currency: currencies[region] ?? (euro.has(region) ? 'EUR' : 'USD') }
}

function regionOf(locale: string): string {
  const known = new Intl.Locale(locale)
  return known.region ?? known.maximize().region ?? 'US'
}

const currencies: Readonly<Record<string, string>> = {
  RU: 'RUB',
  BY: 'BYN',
  KZ: 'KZT',
  UA: 'UAH',
  UZ: 'UZS',
  AM: 'AMD',
  GE: 'GEL',
  KG: 'KGS',
  RS: 'RSD',
  TR: 'TRY',
  IL: 'ILS',
  AE: 'AED',
  GB: 'GBP',
  CH: 'CHF',
  PL: 'PLN',
  CZ: 'CZK',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  CN: 'CNY',
  JP: 'JPY',
  IN: 'INR',
  BR: 'BRL',
  MX: 'MXN',
  CA: 'CAD',
  AU: 'AUD',
}

const euro = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '))

/** Currencies offered in set-up: those above, the euro and the dollar, by their code. */
export const offeredCurrencies: readonly string[] = [...new Set(['EUR', 'USD', ...Object.values(currencies)])].sort()

/** Countries offered in set-up. */
export const offeredRegions: readonly string[] = [...new Set([...Object.keys(currencies), ...euro, 'US'])].sort()
