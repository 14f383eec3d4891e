/** The path of the program, which is all that the package exports. */
declare module "workerd" {
  const program: { default: string };
  export default program;
}
