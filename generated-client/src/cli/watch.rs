//! What `--verbose` tells of every attempt.

use super::session;
use crate::observer::{AttemptOutcome, Observer};

/// Tells of each attempt on standard error.
pub struct Watch;

impl Observer for Watch {
    fn after_attempt(&self, outcome: &AttemptOutcome<'_>) {
        let status = outcome
            .status()
            .map_or_else(|| "no answer".to_owned(), |status| format!("HTTP {status}"));
        let code = outcome
            .code()
            .map(|code| format!(", code {code}"))
            .unwrap_or_default();
        let error = outcome
            .error_type()
            .map(|error| format!(", {error}"))
            .unwrap_or_default();
        session::tell(&format!(
            "{} attempt {}: {status}{code}{error}, {} bytes out, {} back, {} ms\n",
            outcome.operation(),
            outcome.attempt(),
            outcome.request_bytes(),
            outcome.response_bytes(),
            outcome.elapsed().as_millis()
        ));
    }
}
