//! Reads an answer for someone who wants to know what in it is not documented.

use crate::ErrorCode;
use crate::drift::{Drift, OnDrift};
use crate::envelope::{self, AnswerError, Noted};
use crate::operation::OperationInfo;
use crate::wire::Wire;

/// As [`envelope::answer`]; tells of the drift, if there is any. An answer that cannot be read at all is more than drift,
/// and has its error.
pub(super) fn answer(
    on_drift: &OnDrift,
    info: &'static OperationInfo,
    text: &str,
    data: &mut dyn Wire,
) -> Result<(), AnswerError> {
    let read = envelope::answer_noting(info.api, text, data);
    let mut drift = Drift {
        operation: info.name,
        unknown_fields: Vec::new(),
        unknown_values: Vec::new(),
        unknown_code: None,
    };
    let result = match read {
        Ok(Noted { fields, values }) => {
            drift.unknown_fields = fields;
            drift.unknown_values = values;
            Ok(())
        }
        Err(error) => {
            drift.unknown_code = unknown_code(&error);
            Err(error)
        }
    };
    let is_known = drift.unknown_fields.is_empty() && drift.unknown_values.is_empty();
    if !is_known || drift.unknown_code.is_some() {
        on_drift(&drift);
    }
    result
}

fn unknown_code(error: &AnswerError) -> Option<i64> {
    match error {
        AnswerError::Api { code, .. } => {
            matches!(ErrorCode::from(*code), ErrorCode::Other(_)).then_some(*code)
        }
        AnswerError::Decode { .. } => None,
    }
}
