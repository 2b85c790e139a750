/** What a person is told of and how, and the browsers that show it. */
import Type, { type Static } from 'typebox'
import { type NoticeKind, type NoticeWay, noticeKinds, noticeWays } from '../notices.ts'

const Way = Type.Unsafe<NoticeWay>(Type.Union(noticeWays.map((way) => Type.Literal(way))))
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })

/** `PUT /api/notice-wishes`: one's own, all of them at once; quiet hours that begin when they end are refused. */
export const NoticeWishesBody = Type.Object(
  {
    kinds: Type.Unsafe<Record<NoticeKind, NoticeWay>>(
      Type.Object(Object.fromEntries(noticeKinds.map((kind) => [kind, Way])), { additionalProperties: false }),
    ),
    quiet: Type.Union([Type.Object({ from: Time, to: Time }, { additionalProperties: false }), Type.Null()]),
  },
  { additionalProperties: false },
)

/** `GET /api/notice-wishes`; `screens`: how many browsers of this person show notices on the screen. */
export const NoticeWishesData = Type.Object({ ...NoticeWishesBody.properties, screens: Type.Number() })
export type NoticeWishesData = Static<typeof NoticeWishesData>

/** `GET /api/push-key`: what a browser has to name when it subscribes; base64url. */
export const PushKey = Type.Object({ key: Type.String() })
export type PushKey = Static<typeof PushKey>

const Base64Url = (length: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+={0,2}$', maxLength: length })

/** `PUT /api/push-subscriptions`: this browser shows notices from now on. The address is that of its maker's push service. */
export const PushBody = Type.Object(
  {
    endpoint: Type.String({ pattern: '^https?://', maxLength: 1000 }),
    keys: Type.Object({ p256dh: Base64Url(200), auth: Base64Url(100) }, { additionalProperties: false }),
  },
  { additionalProperties: false },
)

/** `PUT /api/push-subscriptions/end`: it shows none any more. */
export const PushEnd = Type.Object({ endpoint: Type.String({ maxLength: 1000 }) }, { additionalProperties: false })
