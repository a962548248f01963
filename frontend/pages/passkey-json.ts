/** What a server says in JSON as what a browser's credential calls take, and back. */

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  const binary = atob(plain.padEnd(Math.ceil(plain.length / 4) * 4, "="));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer | Uint8Array): string {
  let binary = "";
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function creationOptions(
  json: PublicKeyCredentialCreationOptionsJSON,
): PublicKeyCredentialCreationOptions {
  const { extensions: _left, ...plain } = json; // their values would need bytes too, and we ask for none
  return {
    ...plain,
    challenge: toBytes(json.challenge),
    user: { ...json.user, id: toBytes(json.user.id) },
    excludeCredentials: (json.excludeCredentials ?? []).map(descriptor),
  } as PublicKeyCredentialCreationOptions;
}

export function requestOptions(json: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  const { extensions: _left, ...plain } = json;
  return {
    ...plain,
    challenge: toBytes(json.challenge),
    allowCredentials: (json.allowCredentials ?? []).map(descriptor),
  } as PublicKeyCredentialRequestOptions;
}

function descriptor(json: PublicKeyCredentialDescriptorJSON): PublicKeyCredentialDescriptor {
  return { ...json, id: toBytes(json.id) } as PublicKeyCredentialDescriptor;
}

/**
 * The parts of an answer that the server reads, and no more: `credential.toJSON()` would also hand over whatever the
 * key answered to other questions, such as the secret that opens locked notes. Of those only one thing goes along,
 * true or false: whether a new key can be used without a name.
 */
export function answerJson(credential: PublicKeyCredential): Record<string, unknown> {
  const response = credential.response;
  const parts: Record<string, unknown> = { clientDataJSON: toText(response.clientDataJSON) };
  if ("attestationObject" in response) {
    const made = response as AuthenticatorAttestationResponse;
    parts["attestationObject"] = toText(made.attestationObject);
    parts["transports"] = made.getTransports?.() ?? [];
  } else {
    const shown = response as AuthenticatorAssertionResponse;
    parts["authenticatorData"] = toText(shown.authenticatorData);
    parts["signature"] = toText(shown.signature);
    parts["userHandle"] = shown.userHandle ? toText(shown.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: discoverable(credential.getClientExtensionResults()),
    response: parts,
  };
}

function discoverable({ credProps }: AuthenticationExtensionsClientOutputs): { credProps?: { rk: boolean } } {
  return typeof credProps?.rk === "boolean" ? { credProps: { rk: credProps.rk } } : {};
}

/** Ask for a key that opens the door alone (a passkey), or for a second key beside another way in. */
export function asPasskey(
  json: PublicKeyCredentialCreationOptionsJSON,
  alone: boolean,
): PublicKeyCredentialCreationOptionsJSON {
  return {
    ...json,
    authenticatorSelection: {
      ...json.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" } : {}),
    },
  };
}
