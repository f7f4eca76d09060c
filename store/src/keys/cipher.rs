//! What is done with one key: sealing, opening, and a digest by which equal texts are told.
//!
//! The form of what is sealed: a nonce of 12 bytes, then the ciphertext with its tag (ChaCha20-Poly1305). The nonce
//! is a keyed digest of field and plaintext, so that the same text in the same field of the same person is sealed
//! alike. A request can thus be repeated and be recognised by its digest. What it gives away: that two texts of one
//! person in one field are the same. It gives nothing away across persons or fields, and nothing to who guesses a
//! text without the key.

use ring::{
    aead::{self, Aad, LessSafeKey, Nonce, UnboundKey},
    hmac,
    rand::{SecureRandom, SystemRandom},
};

use super::KeyFault;

pub(super) const KEY_BYTES: usize = 32;
/// What separates the uses of a key.
const FOR_SEALING: &[u8] = b"wijkfonds seal 1";
const FOR_NONCES: &[u8] = b"wijkfonds nonce 1";
const FOR_DIGESTS: &[u8] = b"wijkfonds digest 1";

pub(super) type Key = [u8; KEY_BYTES];

pub(super) fn random() -> Result<Key, KeyFault> {
    let mut bytes = [0; KEY_BYTES];
    SystemRandom::new().fill(&mut bytes).map_err(|_| KeyFault::NoRandomness)?;
    Ok(bytes)
}

pub(super) fn seal(key: &Key, person: &str, field: &str, plaintext: &[u8]) -> Result<Vec<u8>, KeyFault> {
    let nonce = nonce(key, field, plaintext);
    let mut sealed = plaintext.to_vec();
    sealing(key)?
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), bound(person, field), &mut sealed)
        .map_err(|_| KeyFault::Damaged { person: person.to_owned() })?;
    Ok([&nonce[..], &sealed].concat())
}

pub(super) fn open(key: &Key, person: &str, field: &str, sealed: &[u8]) -> Result<Vec<u8>, KeyFault> {
    let damaged = || KeyFault::Damaged { person: person.to_owned() };
    let (nonce, text) = sealed.split_first_chunk::<{ aead::NONCE_LEN }>().ok_or_else(damaged)?;
    let mut text = text.to_vec();
    let opened = sealing(key)?
        .open_in_place(Nonce::assume_unique_for_key(*nonce), bound(person, field), &mut text)
        .map_err(|_| damaged())?;
    Ok(opened.to_vec())
}

/// The keyed digest of a text in a field, in hexadecimal digits.
pub(super) fn digest(key: &Key, field: &str, plaintext: &[u8]) -> String {
    keyed(key, FOR_DIGESTS, field, plaintext).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn derived(key: &Key, used: &[u8]) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), used)
}

fn sealing(key: &Key) -> Result<LessSafeKey, KeyFault> {
    let key = UnboundKey::new(&aead::CHACHA20_POLY1305, derived(key, FOR_SEALING).as_ref());
    Ok(LessSafeKey::new(key.map_err(|_| KeyFault::NoRandomness)?))
}

fn keyed(key: &Key, used: &[u8], field: &str, plaintext: &[u8]) -> hmac::Tag {
    let key = hmac::Key::new(hmac::HMAC_SHA256, derived(key, used).as_ref());
    let mut digest = hmac::Context::with_key(&key);
    digest.update(&(field.len() as u64).to_be_bytes());
    digest.update(field.as_bytes());
    digest.update(plaintext);
    digest.sign()
}

fn nonce(key: &Key, field: &str, plaintext: &[u8]) -> [u8; aead::NONCE_LEN] {
    let mut nonce = [0; aead::NONCE_LEN];
    for (to, from) in nonce.iter_mut().zip(keyed(key, FOR_NONCES, field, plaintext).as_ref()) {
        *to = *from;
    }
    nonce
}

/// What a sealed text is bound to. A person's name has no slash, so the two cannot be told otherwise.
fn bound(person: &str, field: &str) -> Aad<Vec<u8>> {
    Aad::from(format!("{person}/{field}").into_bytes())
}
