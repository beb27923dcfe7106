/** How OpenSSL and Rust report a certificate whose authority it does not know. */
export const UNKNOWN_AUTHORITY =
  /UnknownIssuer|NativeCertsNotFound|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF|CERT_UNTRUSTED|self.signed certificate|unable to get (local )?issuer certificate|unable to verify the first certificate/;

/** How OpenSSL reports that the other side does not speak TLS. */
export const NOT_TLS = /EPROTO|WRONG_VERSION_NUMBER|wrong version number|packet length too long/;

/** What to do about an error of TLS, by its code or message; undefined when no setting can fix it. */
export function tlsAdvice(error: string): string | undefined {
  if (UNKNOWN_AUTHORITY.test(error)) {
    return 'This machine does not know the authority that signed the certificate. Set NODE_EXTRA_CA_CERTS to a PEM file with its certificate, and restart.';
  }
  if (NOT_TLS.test(error)) {
    return 'The other side does not speak TLS. If HTTPS_PROXY begins with https:// and the proxy speaks plain HTTP, write http:// instead.';
  }
  return undefined;
}
