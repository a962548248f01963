/** Which tests judge a changed core: its own, without the vectors, which judge the library beneath. */
export default { test: { include: ["frontend/vault/core/*.test.ts"], exclude: ["**/vectors.test.ts"], testTimeout: 120_000 } };
