/** Which tests judge a changed core: its own, without the vectors (they judge the library) and the two slowest. */
const slow = ["1000000 bytes", "300 notes of 1 to 20,000 letters"];

export default {
  test: {
    include: ["frontend/vault/core/*.test.ts"],
    exclude: ["**/vectors.test.ts"],
    testNamePattern: new RegExp(`^(?!.*(${slow.join("|")}))`),
    testTimeout: 60_000,
  },
};
