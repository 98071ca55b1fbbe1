//! Calls that cannot be made where they were begun.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use super::Call;

/// The call was begun where it cannot be made; nothing was sent. The text says what to change.
#[derive(Debug)]
pub struct RuntimeError {
    pub(super) call: Call,
    reason: Cow<'static, str>,
}

impl RuntimeError {
    pub(crate) fn new(call: Call, reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            call,
            reason: reason.into(),
        }
    }
}

impl fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.call.operation();
        write!(f, "{operation}: the call cannot be made: {}", self.reason)?;
        self.call.write_end(f)
    }
}

impl StdError for RuntimeError {}
