//! The only file that knows the `rsa` crate. Keys come in as PKCS#1 DER whose size has been checked;
//! messages come in whole, signatures go out as bytes. Another backend needs this much and no more.
//!
//! No type here derives `Debug`: the crate's own prints the private exponent and the primes.

use rsa::pkcs1::{DecodeRsaPrivateKey as _, DecodeRsaPublicKey as _};
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::EncodePublicKey as _;
use rsa::sha2::{Digest as _, Sha256};
use rsa::traits::PublicKeyParts as _;
use rsa::{RsaPrivateKey, RsaPublicKey};

use rand_core::{OsRng, RngCore as _};

use super::error::{KeyError, SignError};

/// A private key that has been checked; wiped from memory when dropped (by `rsa`).
pub(super) struct PrivateKey(RsaPrivateKey);

impl PrivateKey {
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        // Decoding validates: n is the product of the primes, and e inverts d.
        let key = RsaPrivateKey::from_pkcs1_der(der).map_err(|_| KeyError::Damaged)?;
        key.validate().map_err(|_| KeyError::Damaged)?;
        Ok(Self(key))
    }

    pub(super) fn generate(bits: usize) -> Result<Self, KeyError> {
        system_random().map_err(|_| KeyError::Randomness)?;
        RsaPrivateKey::new(&mut OsRng, bits)
            .map(Self)
            .map_err(|_| KeyError::Damaged)
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        system_random()?;
        let digest = Sha256::digest(message);
        // `sign` would be unblinded; `sign_with_rng` blinds and checks the result.
        self.0
            .sign_with_rng(&mut OsRng, Pkcs1v15Sign::new::<Sha256>(), &digest)
            .map_err(|_| SignError::Arithmetic)
    }

    pub(super) fn public(&self) -> PublicKey {
        PublicKey::new(self.0.to_public_key())
    }

    pub(super) fn bits(&self) -> usize {
        self.0.n().bits()
    }
}

/// A public key, with its `SubjectPublicKeyInfo` beside it, so that showing it cannot fail.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PublicKey {
    key: RsaPublicKey,
    spki: Vec<u8>,
}

impl PublicKey {
    fn new(key: RsaPublicKey) -> Self {
        // Encoding fails only beyond the 256 MiB that DER lengths reach here; keys have 4096 bits.
        let spki = key
            .to_public_key_der()
            .map_or_else(|_| Vec::new(), |der| der.as_bytes().to_vec());
        Self { key, spki }
    }

    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        RsaPublicKey::from_pkcs1_der(der)
            .map(Self::new)
            .map_err(|_| KeyError::Damaged)
    }

    /// Whether `signature` is this key's over `message`.
    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let digest = Sha256::digest(message);
        self.key
            .verify(Pkcs1v15Sign::new::<Sha256>(), &digest, signature)
            .is_ok()
    }

    pub(super) fn signature_len(&self) -> usize {
        self.key.size()
    }

    pub(super) fn bits(&self) -> usize {
        self.key.n().bits()
    }

    pub(super) fn to_spki(&self) -> Vec<u8> {
        self.spki.clone()
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Asks the system for random numbers once in the fallible way, because `rsa` asks in the way that
/// panics.
fn system_random() -> Result<(), SignError> {
    OsRng
        .try_fill_bytes(&mut [0; 32])
        .map_err(|_| SignError::Randomness)
}
