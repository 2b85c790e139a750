/** Was it a person or a machine that opened, clicked or visited? Scanners follow every link before anybody reads. */

/** A letter that is opened so soon after it was sent was opened by whoever checks mail for viruses. Milliseconds. */
export const scannerMs = 2000

const machines =
  /bot\b|bot\/|crawl|spider|slurp|scan|preview|prefetch|fetcher|monitor|validator|headless|phantom|lighthouse|curl|wget|python|ruby|perl|java\/|okhttp|go-http|node-fetch|axios|libwww|httpclient|barracuda|mimecast|proofpoint|safelinks|trendmicro|symantec|messagelabs|facebookexternalhit|whatsapp|telegram|skypeuripreview|slack|discord|vkshare/i

/** By what the request says of itself. */
export function isMachine(headers: Readonly<Record<string, string | readonly string[] | undefined>>): boolean {
  const agent = String(headers['user-agent'] ?? '')
  const purpose = String(headers['sec-purpose'] ?? headers['purpose'] ?? headers['x-moz'] ?? headers['x-purpose'] ?? '')
  return agent === '' || machines.test(agent) || /prefetch|preview|prerender/i.test(purpose)
}
