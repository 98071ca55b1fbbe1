//! Arithmetic by the `rsa` crate: the only file that knows it.
//!
//! No type here derives `Debug`: the crate's own prints the private exponent and the primes.

use rsa::pkcs1::{
    self, DecodeRsaPrivateKey as _, DecodeRsaPublicKey as _, EncodeRsaPrivateKey as _,
};
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::sha2::{Digest as _, Sha256};
use rsa::traits::PrivateKeyParts as _;
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};

use rand_core::{OsRng, RngCore as _};
use zeroize::Zeroizing;

use super::error::{KeyError, SignError};

/// A private key that has been checked; wiped from memory when dropped (by `rsa`).
pub(super) struct PrivateKey(RsaPrivateKey);

impl PrivateKey {
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        // Decoding validates: n is the product of the primes, and e inverts d.
        let key = RsaPrivateKey::from_pkcs1_der(der).map_err(|_| KeyError::Damaged)?;
        if rest_fits(&key, der) == Some(true) {
            Ok(Self(key))
        } else {
            Err(KeyError::Damaged)
        }
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        system_random()?;
        let digest = Sha256::digest(message);
        // `sign` would be unblinded; `sign_with_rng` blinds and checks the result.
        self.0
            .sign_with_rng(&mut OsRng, Pkcs1v15Sign::new::<Sha256>(), &digest)
            .map_err(|_| SignError::Arithmetic)
    }
}

/// Makes a private key, in PKCS#1 DER.
pub(super) fn generate(bits: usize) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    system_random().map_err(|_| KeyError::Randomness)?;
    RsaPrivateKey::new(&mut OsRng, bits)
        .ok()
        .and_then(|key| key.to_pkcs1_der().ok())
        .map(|der| der.to_bytes())
        .ok_or(KeyError::Damaged)
}

#[derive(Clone)]
pub(super) struct PublicKey(RsaPublicKey);

impl PublicKey {
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        RsaPublicKey::from_pkcs1_der(der)
            .map(Self)
            .map_err(|_| KeyError::Damaged)
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let digest = Sha256::digest(message);
        self.0
            .verify(Pkcs1v15Sign::new::<Sha256>(), &digest, signature)
            .is_ok()
    }
}

/// Whether the last three numbers fit the others. `rsa` does not read them but computes them anew;
/// other implementations refuse a key in which they are wrong, and so should this one.
fn rest_fits(key: &RsaPrivateKey, der: &[u8]) -> Option<bool> {
    let written = pkcs1::RsaPrivateKey::try_from(der).ok()?;
    let number = |bytes| Zeroizing::new(BigUint::from_bytes_be(bytes));
    let coefficient = Zeroizing::new(key.crt_coefficient()?);
    Some(
        *number(written.exponent1.as_bytes()) == *key.dp()?
            && *number(written.exponent2.as_bytes()) == *key.dq()?
            && *number(written.coefficient.as_bytes()) == *coefficient,
    )
}

/// Asks the system for random numbers once in the fallible way, because `rsa` asks in the way that
/// panics.
fn system_random() -> Result<(), SignError> {
    OsRng
        .try_fill_bytes(&mut [0; 32])
        .map_err(|_| SignError::Randomness)
}
