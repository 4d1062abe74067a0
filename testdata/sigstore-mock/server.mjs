// Stand-ins for Sigstore's services on loopback: Fulcio with its certificate log, Rekor, and a timestamp authority.
//
//   node server.mjs FOLDER [--clock TIME] [--authority-since TIME]
//
// Writes into FOLDER trusted_root.json, ctlog.pub and rekor.pub; then prints its port. Ends when its standard input does.
// --clock: what time it is for all services, instead of the true time.
// --authority-since: when the certificate of Fulcio was issued, instead of now; it is valid for 365 days.
import { createHash, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fulcioHandler, initializeCA, initializeCTLog, initializeTLog, initializeTSA, rekorHandler } from '@sigstore/mock';
import pkijs from 'pkijs';

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: { clock: { type: 'string' }, 'authority-since': { type: 'string' } },
});
const clock = options.clock && new Date(options.clock);
const LOG = 'http://rekor.mock';
const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

// The mock issues its own certificates at the time of the process.
async function at(time, action) {
  const real = globalThis.Date;
  globalThis.Date = class extends real {
    constructor(...given) {
      super(...(given.length ? given : [time]));
    }
    static now() {
      return real.parse(time);
    }
  };
  try {
    return await action();
  } finally {
    globalThis.Date = real;
  }
}

const certificateLog = await initializeCTLog(keyPair(), clock);
const issue = () => initializeCA(keyPair(), certificateLog, clock);
const since = options['authority-since'];
const authority = await (since ? at(since, issue) : issue());
const log = await initializeTLog(LOG, keyPair(), clock);
const timestamps = await initializeTSA(keyPair(), clock);

const validFor = { start: '2020-01-01T00:00:00Z' };
const trustedLog = (baseUrl, key) => ({
  baseUrl,
  hashAlgorithm: 'SHA2_256',
  publicKey: { rawBytes: base64(key), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
  logId: { keyId: base64(sha256(key)) },
});
const trustedAuthority = (commonName, ...chain) => ({
  subject: { organization: 'sigstore.mock', commonName },
  uri: `http://${commonName}.mock`,
  certChain: { certificates: chain.map((each) => ({ rawBytes: base64(each) })) },
  validFor,
});
const pem = (spki) => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).export({ format: 'pem', type: 'spki' });
writeFileSync(join(folder, 'ctlog.pub'), pem(certificateLog.publicKey));
writeFileSync(join(folder, 'rekor.pub'), pem(log.publicKey));
writeFileSync(
  join(folder, 'trusted_root.json'),
  JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [trustedLog(LOG, log.publicKey)],
    certificateAuthorities: [trustedAuthority('fulcio', authority.rootCertificate)],
    ctlogs: [trustedLog('http://ctlog.mock', certificateLog.publicKey)],
    timestampAuthorities: [trustedAuthority('tsa', timestamps.intCertificate, timestamps.rootCertificate)],
  }),
);

const fulcio = fulcioHandler(authority);
const rekor = rekorHandler(log);

// Version 1 of Fulcio's API, which cosign 2 speaks: the token in a header, and certificates in PEM as the answer.
async function signingCertificate(body, headers) {
  const content = Buffer.from(JSON.parse(body).publicKey.content, 'base64').toString();
  const answer = await fulcio.fn(
    JSON.stringify({
      credentials: { oidcIdentityToken: headers.authorization.replace(/^Bearer /, '') },
      publicKeyRequest: { publicKey: { content } },
    }),
  );
  if (answer.statusCode !== 201) return answer;
  const { certificates } = JSON.parse(answer.response).signedCertificateEmbeddedSct.chain;
  const response = certificates.map((each) => new X509Certificate(each).toString()).join('');
  return { ...answer, response, contentType: 'application/pem-certificate-chain' };
}

// What Rekor makes of a proposed entry: of an envelope it keeps hashes, signatures and keys.
function canonical({ apiVersion, kind, spec }) {
  const hash = (bytes) => ({ algorithm: 'sha256', value: sha256(bytes).toString('hex') });
  if (kind !== 'dsse') return { apiVersion, kind, spec };
  const { envelope, verifiers } = spec.proposedContent;
  const { payload, signatures } = JSON.parse(envelope);
  return {
    apiVersion,
    kind,
    spec: {
      envelopeHash: hash(envelope),
      payloadHash: hash(Buffer.from(payload, 'base64')),
      signatures: signatures.map(({ sig }, i) => ({ signature: sig, verifier: verifiers[i] })),
    },
  };
}

async function timestamp(body) {
  const request = pkijs.TimeStampReq.fromBER(body);
  const response = await timestamps.timestamp({
    artifactHash: Buffer.from(request.messageImprint.hashedMessage.valueBlock.valueHexView),
    hashAlgorithmOID: request.messageImprint.hashAlgorithm.algorithmId,
    nonce: 1,
    policyOID: '1.3.6.1.4.1.57264.2',
    certReq: request.certReq,
  });
  return { statusCode: 201, response, contentType: 'application/timestamp-reply' };
}

const routes = {
  '/api/v1/signingCert': (body, headers) => signingCertificate(body.toString(), headers),
  '/api/v2/signingCert': (body) => fulcio.fn(body.toString()),
  '/api/v1/log/entries': (body) => rekor.fn(JSON.stringify(canonical(JSON.parse(body)))),
  '/api/v1/timestamp': timestamp,
};

const server = createServer(async (request, response) => {
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const route = request.method === 'POST' && routes[request.url];
    const answer = route ? await route(Buffer.concat(chunks), request.headers) : { statusCode: 404, response: 'not here\n' };
    response.writeHead(answer.statusCode, { 'content-type': answer.contentType ?? 'text/plain' });
    response.end(answer.response);
  } catch (e) {
    console.error(request.method, request.url, e);
    response.writeHead(500).end(`${e}\n`);
  }
});
process.stdin.resume().on('end', () => process.exit());
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
