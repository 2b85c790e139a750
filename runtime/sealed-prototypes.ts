/**
 * What a crafted key could do to all objects at once is closed for good: nothing can be added to what they inherit from
 * (CWE-1321). Sealed and not frozen, because below a frozen `toString` no library could give its own objects one.
 * Called when the product has opened; libraries that add to them came first.
 */
export function sealPrototypes(): void {
  for (const { prototype } of [Object, Array, Function, String, Number, Boolean, Date, RegExp, Map, Set, Promise]) Object.seal(prototype)
}
