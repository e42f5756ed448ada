//! Where every HTTP client begins. Called by LINE's client and by the twin.
//!
//! Invariant: TLS is set up once for the whole program before the first client is built, since a
//! client built without a crypto provider panics.

use std::sync::OnceLock;

pub fn builder() -> reqwest::ClientBuilder {
    static PROVIDER: OnceLock<()> = OnceLock::new();
    PROVIDER.get_or_init(|| {
        // An error means that somebody else chose a provider already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::builder()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_client_can_be_built_more_than_once() {
        assert!(super::builder().build().is_ok());
        assert!(super::builder().build().is_ok());
    }
}
