//! What the platform answers beyond what this version of the crate knows.

use std::fmt;

/// Is told of drift; see [`ClientBuilder::on_drift`](crate::ClientBuilder::on_drift).
pub(crate) type OnDrift = dyn Fn(&Drift) + Send + Sync;

/// What an answer held that this version of the crate does not know: the platform has changed, or is about to.
///
/// It does no harm: unknown fields are skipped, unknown values and codes are kept. A newer version of this crate may know
/// them. Handed to what [`ClientBuilder::on_drift`](crate::ClientBuilder::on_drift) registers.
///
/// Paths are those of [`DecodeError::path`](crate::DecodeError::path), with `[]` for every item of a list:
/// `data.list[].kycStatus`. Each is there once, however many rows have it, and no more than 100 of a kind. They hold no
/// value. An unknown field's name is the server's own word, of which at most 64 characters are shown.
///
/// [`Display`](fmt::Display) gives one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    pub(crate) operation: &'static str,
    pub(crate) unknown_fields: Vec<String>,
    pub(crate) unknown_values: Vec<String>,
    pub(crate) unknown_code: Option<i64>,
}

impl Drift {
    /// The operation that was answered, such as `balance_records`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Where there are fields that are not documented, sorted.
    #[must_use]
    pub fn unknown_fields(&self) -> &[String] {
        &self.unknown_fields
    }

    /// Where enums have values that are not documented, sorted. Not the values themselves, which may be sensitive: they
    /// are in the answer, as `Other`.
    #[must_use]
    pub fn unknown_values(&self) -> &[String] {
        &self.unknown_values
    }

    /// The code that the call was refused with, if it is not documented.
    #[must_use]
    pub fn unknown_code(&self) -> Option<i64> {
        self.unknown_code
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: not documented:", self.operation)?;
        let mut open = " ";
        for (what, paths) in [
            ("fields", &self.unknown_fields),
            ("values of", &self.unknown_values),
        ] {
            if !paths.is_empty() {
                write!(f, "{open}{what} {}", paths.join(", "))?;
                open = "; ";
            }
        }
        match self.unknown_code {
            Some(code) => write!(f, "{open}code {code}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_line() {
        let mut drift = Drift {
            operation: "ask",
            unknown_fields: vec!["data.a".to_owned(), "b".to_owned()],
            unknown_values: vec!["data.list[].c".to_owned()],
            unknown_code: None,
        };
        assert_eq!(
            drift.to_string(),
            "ask: not documented: fields data.a, b; values of data.list[].c"
        );
        drift.unknown_fields.clear();
        drift.unknown_values.clear();
        drift.unknown_code = Some(-7);
        assert_eq!(drift.to_string(), "ask: not documented: code -7");
    }
}
