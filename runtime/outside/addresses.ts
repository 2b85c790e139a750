/** Which addresses are public. Everything else (this machine, its network, its cloud) is out of reach for workflows. */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IANA special-purpose registries for IPv4 (RFC 6890) and IPv6. */
const notPublic = new BlockList()
for (const [range, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  notPublic.addSubnet(range, bits, 'ipv4')
}
for (const [range, bits] of [
  ['::', 128],
  ['::1', 128],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  notPublic.addSubnet(range, bits, 'ipv6')
}

/** False for anything that is not surely a public address. IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4')
  if (!isIPv6(address)) return false
  const inside = embedded(address)
  if (inside !== null) return isPublic(inside)
  return !notPublic.check(address, 'ipv6')
}

/** The IPv4 address in `::ffff:a.b.c.d`, `::a.b.c.d` and `64:ff9b::a.b.c.d`, written in any of the usual ways. */
function embedded(address: string): string | null {
  const groups = expand(address)
  if (!groups) return null
  const head = groups.slice(0, 6)
  const isMapped = head.slice(0, 5).every((group) => group === 0) && (head[5] === 0xffff || head[5] === 0)
  const isNat64 = head[0] === 0x64 && head[1] === 0xff9b && head.slice(2).every((group) => group === 0)
  const [high = 0, low = 0] = groups.slice(6)
  if (!isNat64 && !isMapped) return null
  if (isMapped && head[5] === 0 && high === 0 && low <= 1) return null
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function expand(address: string): number[] | null {
  const plain = address
    .replace(/%.*$/, '')
    .replace(
      /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
      (_, a, b, c, d) => `${((Number(a) << 8) | Number(b)).toString(16)}:${((Number(c) << 8) | Number(d)).toString(16)}`,
    )
  const [left = '', right] = plain.split('::')
  const parse = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
  const before = parse(left)
  const after = right === undefined ? [] : parse(right)
  const groups =
    right === undefined ? before : [...before, ...Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after]
  return groups.length === 8 && groups.every((group) => group >= 0 && group <= 0xffff) ? groups : null
}
