//! Signing, off the threads that serve other calls.

use tokio::runtime::Handle;

use crate::error::SigningCause;
use crate::signing::SigningKey;

/// Text that was signed, and its signature.
pub(super) struct Signed {
    pub(super) param: String,
    pub(super) sign: String,
}

/// Signs on a thread for blocking work, because a signature takes milliseconds.
pub(super) async fn sign(key: SigningKey, param: String) -> Result<Signed, SigningCause> {
    let runtime = Handle::try_current().map_err(|_| SigningCause::NoRuntime)?;
    let task = runtime.spawn_blocking(move || {
        let sign = key.sign(param.as_bytes())?;
        Ok(Signed { param, sign })
    });
    match task.await {
        Ok(signed) => signed.map_err(SigningCause::Key),
        // The runtime shuts down, or the arithmetic panicked.
        Err(_) => Err(SigningCause::Stopped),
    }
}
