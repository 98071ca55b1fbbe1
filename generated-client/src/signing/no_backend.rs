//! Stands in for the arithmetic in a build without any: no key can be made, so that none signs.

use zeroize::Zeroizing;

use super::error::{KeyError, SignError};

pub(super) enum PrivateKey {}

impl PrivateKey {
    pub(super) fn from_pkcs1(_: &[u8]) -> Result<Self, KeyError> {
        Err(KeyError::NoBackend)
    }

    pub(super) fn sign(&self, _: &[u8]) -> Result<Vec<u8>, SignError> {
        match *self {}
    }
}

pub(super) fn generate(_: usize) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    Err(KeyError::NoBackend)
}

#[derive(Clone)]
pub(super) enum PublicKey {}

impl PublicKey {
    pub(super) fn from_pkcs1(_: &[u8]) -> Result<Self, KeyError> {
        Err(KeyError::NoBackend)
    }

    pub(super) fn verify(&self, _: &[u8], _: &[u8]) -> bool {
        match *self {}
    }
}
