import { tlsAdvice } from '../../src/network/tls-advice';

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN self-signed certificate in certificate chain', 'NODE_EXTRA_CA_CERTS'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
  ['unable to get local issuer certificate', 'NODE_EXTRA_CA_CERTS'],
  ['EPROTO', 'write http://'],
])('an error of TLS comes with the setting that fixes it: %s', (error, setting) => {
  expect(tlsAdvice(error)).toContain(setting);
});

test.each(['ECONNREFUSED', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])('%s is none', (error) => {
  expect(tlsAdvice(error)).toBeUndefined();
});
