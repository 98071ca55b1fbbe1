//! The text of a request, signed.

use crate::error::SigningCause;
use crate::signing::RequestSigner;

/// Text that was signed, and its signature.
pub(super) struct Signed {
    pub(super) param: String,
    pub(super) sign: String,
}

/// Signs the text, however long the signer takes: the time for it is the attempt's.
pub(super) async fn sign(signer: &RequestSigner, param: String) -> Result<Signed, SigningCause> {
    match signer.sign(&param).await {
        Ok(sign) => Ok(Signed { param, sign }),
        Err(error) => Err(SigningCause::Signer(error)),
    }
}
