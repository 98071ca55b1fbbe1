//! Arithmetic by AWS-LC: the only file that knows `aws-lc-rs`.
//!
//! AWS-LC blinds each signature, checks it before it is given out, works on the key in constant time,
//! and takes its own randomness, for want of which it ends the process.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use zeroize::Zeroizing;

use super::error::{KeyError, SignError};

/// A private key that has been checked; wiped from memory when dropped: AWS-LC wipes whatever it
/// frees (`OPENSSL_free` calls `OPENSSL_cleanse`).
pub(super) struct PrivateKey(KeyPair);

impl PrivateKey {
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        // Decoding validates all numbers (`RSA_check_key`).
        KeyPair::from_der(der)
            .map(Self)
            .map_err(|_| KeyError::Damaged)
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .map_err(|_| SignError::Arithmetic)?;
        Ok(signature)
    }
}

/// Makes a private key, in PKCS#8 DER.
pub(super) fn generate(bits: usize) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let size = match bits {
        2048 => KeySize::Rsa2048,
        3072 => KeySize::Rsa3072,
        4096 => KeySize::Rsa4096,
        _ => return Err(KeyError::UnusualLength { bits }),
    };
    let key = KeyPair::generate(size).map_err(|_| KeyError::Randomness)?;
    let der = key.as_der().map_err(|_| KeyError::Damaged)?;
    Ok(Zeroizing::new(der.as_ref().to_vec()))
}

#[derive(Clone)]
pub(super) struct PublicKey(ParsedPublicKey);

impl PublicKey {
    pub(super) fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der)
            .map(Self)
            .map_err(|_| KeyError::Damaged)
    }

    pub(super) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_sig(message, signature).is_ok()
    }
}
