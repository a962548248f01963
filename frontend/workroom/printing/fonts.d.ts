/** Our letters as tests read them: an address that holds the whole file. */
declare module "*.ttf?inline" {
  const address: string;
  export default address;
}
