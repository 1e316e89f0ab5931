/** Where the built program lies in each language; see build/programs.ts. */
declare module "virtual:programs" {
  const programs: Record<import("./paraglide/runtime.js").Locale, string>;
  export default programs;
}
