/** Of what kind a picture is and how large, from its first bytes; what its sender calls it counts for nothing. */

interface PictureKind {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif'
  /** In pixels. */
  readonly width: number
  readonly height: number
}

/** Null for what is no picture that all mail programs show: PNG, JPEG and GIF. */
export function pictureKind(bytes: Buffer): PictureKind | null {
  const size = sizeOf(bytes)
  return size && size.width > 0 && size.height > 0 ? size : null
}

function sizeOf(bytes: Buffer): PictureKind | null {
  if (bytes.length >= 24 && bytes.subarray(0, 8).equals(pngMark))
    return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.length >= 10 && /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6)))
    return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  return bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : null
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Goes from segment to segment until the one with the size (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Buffer): PictureKind | null {
  let at = 2
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2))
  }
  return null
}
