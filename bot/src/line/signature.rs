//! LINE's signature: Base64 of HMAC-SHA256 over the body's bytes as they came, keyed with the
//! channel secret's own characters. Checked before anything is parsed; made by the twin.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

pub const HEADER: &str = "x-line-signature";

/// One secret, or two while a channel's secret is being re-issued; each ready to check with.
#[derive(Clone)]
pub struct ChannelSecrets(Vec<(SecretString, Hmac<Sha256>)>);

impl fmt::Debug for ChannelSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} channel secrets", self.0.len())
    }
}

impl ChannelSecrets {
    /// From the comma-separated setting. Blank parts are passed over.
    pub fn parse(setting: &str) -> Self {
        let parts = setting.split(',').map(str::trim).filter(|part| !part.is_empty());
        let secrets = parts.map(SecretString::from);
        Self(secrets.map(|secret| (secret.clone(), keyed(&secret))).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The secret in force: the one tokens are asked with.
    pub fn first(&self) -> Option<&SecretString> {
        self.0.first().map(|(secret, _)| secret)
    }

    /// Whether one of the secrets made `signature` over exactly these bytes. The comparison
    /// takes the same time wherever the first difference is.
    pub fn verify(&self, body: &[u8], signature: &[u8]) -> bool {
        let Ok(given) = STANDARD.decode(signature) else { return false };
        let made = |keyed: &Hmac<Sha256>| keyed.clone().chain_update(body).verify_slice(&given);
        self.0.iter().any(|(_, keyed)| made(keyed).is_ok())
    }
}

/// What LINE would write into the header.
pub fn sign(secret: &SecretString, body: &[u8]) -> String {
    STANDARD.encode(keyed(secret).chain_update(body).finalize().into_bytes())
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn keyed(secret: &SecretString) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("HMAC takes a key of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    // From LINE's page on verifying webhook signatures.
    const SECRET: &str = "8c570fa6dd201bb328f1c1eac23a96d8";
    const BODY: &[u8] = br#"{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}"#;
    const SIGNATURE: &str = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=";

    #[test]
    fn the_documented_body_verifies() {
        assert!(ChannelSecrets::parse(SECRET).verify(BODY, SIGNATURE.as_bytes()));
        assert_eq!(sign(&SecretString::from(SECRET), BODY), SIGNATURE);
    }

    #[test]
    fn either_secret_counts_during_a_change() {
        let both = ChannelSecrets::parse(&format!("0123456789abcdef0123456789abcdef, {SECRET}"));
        assert!(both.verify(BODY, SIGNATURE.as_bytes()));
    }

    #[test]
    fn anything_else_does_not() {
        let secrets = ChannelSecrets::parse(SECRET);
        let truncated = &SIGNATURE[..43];
        let flipped = SIGNATURE.replacen('G', "H", 1);
        for wrong in ["", "not base64!", truncated, &flipped, &SIGNATURE.to_lowercase()] {
            assert!(!secrets.verify(BODY, wrong.as_bytes()), "{wrong}");
        }
        let re_encoded = br#"{"events":[],"destination":"U8e742f61d673b39c7fff3cecb7536ef0"}"#;
        assert!(!secrets.verify(re_encoded, SIGNATURE.as_bytes()));
        assert!(!ChannelSecrets::parse("").verify(BODY, SIGNATURE.as_bytes()));
    }
}
