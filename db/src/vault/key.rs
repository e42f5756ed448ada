//! One key. Nothing is sealed with it directly: the key that seals, the one that hashes and the
//! name by which a sealed value knows it are derived from it, so that none tells about another.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead as _, AeadInOut as _, Generate as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::columns::Place;
use crate::{Error, Result};

pub(super) const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
const ID_LENGTH: usize = 8;
/// `s1.` and the key's name and a full stop.
pub(crate) const HEAD_LENGTH: usize = "s1.".len() + ID_LENGTH + ".".len();

pub(super) struct Key {
    pub(super) id: String,
    cipher: XChaCha20Poly1305,
    hashes: Hmac<Sha256>,
}

impl Key {
    pub(super) fn new(secret: &[u8; KEY_BYTES]) -> Self {
        let id = derived(secret, "asa: name of the key");
        Self {
            id: id[..ID_LENGTH / 2].iter().map(|byte| format!("{byte:02x}")).collect(),
            cipher: XChaCha20Poly1305::new(&derived(secret, "asa: seals").into()),
            hashes: keyed(&derived(secret, "asa: hashes")),
        }
    }

    /// What a value sealed under this key begins with.
    pub(super) fn head(&self) -> String {
        format!("s1.{}.", self.id)
    }

    /// `head`, a fresh nonce, the sealed bytes and their tag.
    pub(super) fn seal(&self, place: &Place<'_>, head: &[u8], bytes: &[u8]) -> Result<Vec<u8>> {
        let nonce = XNonce::try_generate().map_err(no_randomness)?;
        let mut sealed = Vec::with_capacity(head.len() + NONCE_BYTES + bytes.len() + TAG_BYTES);
        sealed.extend_from_slice(head);
        sealed.extend_from_slice(&nonce);
        let text_at = sealed.len();
        sealed.extend_from_slice(bytes);
        let (aad, text) = (place.bound_to().as_bytes(), &mut sealed[text_at..]);
        // Refuses nothing that fits into memory.
        let tag = self.cipher.encrypt_inout_detached(&nonce, aad, text.into());
        sealed.extend_from_slice(&tag.map_err(|_| place.damaged())?);
        Ok(sealed)
    }

    pub(super) fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, sealed) =
            sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(|| place.damaged())?;
        let payload = Payload { msg: sealed, aad: place.bound_to().as_bytes() };
        self.cipher.decrypt(&(*nonce).into(), payload).map_err(|_| place.damaged())
    }

    pub(super) fn hash(&self, field: &str, text: &str) -> String {
        let mut hash = self.hashes.clone();
        hash.update(field.as_bytes());
        hash.update(&[0]);
        hash.update(text.as_bytes());
        let hash = URL_SAFE_NO_PAD.encode(hash.finalize().into_bytes());
        format!("h1.{}.{hash}", self.id)
    }
}

/// The name of the key and what follows it, if this bears a seal.
pub(super) fn head_of(stored: &[u8]) -> Option<(&str, &[u8])> {
    let (id, sealed) = stored.strip_prefix(b"s1.")?.split_at_checked(ID_LENGTH)?;
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let sealed = sealed.strip_prefix(b".").filter(|_| id.iter().all(is_hex))?;
    Some((std::str::from_utf8(id).ok()?, sealed))
}

fn derived(secret: &[u8; KEY_BYTES], what_for: &str) -> [u8; KEY_BYTES] {
    let mut derived = keyed(secret);
    derived.update(what_for.as_bytes());
    derived.finalize().into_bytes().into()
}

fn keyed(secret: &[u8; KEY_BYTES]) -> Hmac<Sha256> {
    // A key shorter than HMAC's block counts as if zeros followed.
    let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
    block[..KEY_BYTES].copy_from_slice(secret);
    Hmac::new(&block)
}

pub(super) fn no_randomness(why: impl std::fmt::Display) -> Error {
    Error::Unavailable(format!("this machine gives out no random bytes: {why}"))
}
