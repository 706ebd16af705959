// The peer in Node: @digitalbazaar/vc. Reads one JSON command a line, answers with one.

import {createInterface} from 'node:readline';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import jsonld from 'jsonld';

let documents, credentials, signed, suite, verifier, keyPair, method, signature;
const message = new Uint8Array(64);

async function documentLoader(url) {
  if(!(url in documents)) {
    throw new Error(`not loaded: ${url}`);
  }
  return {documentUrl: url, document: documents[url]};
}

const verifying = () => ({
  documentLoader, suite: verifier, checkStatus: async () => ({verified: true})
});

const acts = {
  issue: async i => vc.issue({
    credential: structuredClone(credentials[i % credentials.length]),
    suite, documentLoader
  }),
  verify: async i => {
    const credential = JSON.parse(signed[i % signed.length]);
    const result = await vc.verifyCredential({credential, ...verifying()});
    if(!result.verified) {
      throw result.error;
    }
  },
  sign: async () => keyPair.signer().sign({data: message}),
  check: async () => keyPair.verifier().verify({data: message, signature})
};

const commands = {
  async start(given) {
    ({documents, credentials, signed, method} = given);
    keyPair = await Ed25519Multikey.from(given.keyPair);
    const signer = keyPair.signer();
    suite = new DataIntegrityProof({signer, cryptosuite, date: given.created});
    verifier = new DataIntegrityProof({cryptosuite});
    signature = await signer.sign({data: message});
    return {version: process.version};
  },
  async run({act, seconds}) {
    const started = process.cpuUsage();
    let count = 0;
    let taken = 0;
    while(taken < seconds) {
      await acts[act](count);
      count++;
      const {user, system} = process.cpuUsage(started);
      taken = (user + system) / 1e6;
    }
    return {count, taken};
  },
  async verified({texts}) {
    const found = [];
    for(const text of texts) {
      const credential = JSON.parse(text);
      const result = await vc.verifyCredential({credential, ...verifying()});
      found.push(result.verified);
    }
    return {verified: found};
  },
  async issued() {
    const found = [];
    for(let i = 0; i < credentials.length; i++) {
      found.push(JSON.stringify(await acts.issue(i)));
    }
    return {signed: found};
  },
  async canonical() {
    const found = [];
    for(const credential of credentials) {
      found.push(await jsonld.canonize(credential, {
        algorithm: 'RDFC-1.0', documentLoader, safe: true
      }));
    }
    return {canonical: found};
  }
};

for await (const line of createInterface({input: process.stdin})) {
  const {command, ...given} = JSON.parse(line);
  try {
    console.log(JSON.stringify(await commands[command](given)));
  } catch(error) {
    console.log(JSON.stringify({error: `${error}`, cause: `${error.errors ?? ''}`}));
  }
}
