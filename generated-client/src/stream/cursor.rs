//! A place in a stream, to keep and to go on from.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::digest;
use super::position::Position;
use super::problem::PagingProblem;
use super::query::Query;
use super::times;
use crate::time::civil::DateTime;

/// What the text of a cursor begins with. Another form of the content gets another number.
const VERSION: &str = "w1.";

/// A place in a stream: [kept](super::Rows::cursor) anywhere, on a disk, say, it has the same query go on from
/// [there](super::Rows::resume).
///
/// Its text, by [`Display`](fmt::Display) and [`FromStr`] or by serde, is one word of letters, digits, `-`, `_` and `.`,
/// some hundred bytes long, and longer where very many rows are of one second. It holds the operation's name, numbers, times
/// of rows, and hashes (SHA-256) of the query and of the rows handed out last; no key, no id, no amount, no name. From a
/// hash nothing can be read, but somebody who knows all of a query or of a row but one short number might find that out by
/// trying: keep cursors where you keep what you read by them.
///
/// A cursor belongs to its query: the parameters, and the options for pages, windows and batches. Versions of this crate
/// with other fields in a row refuse it, or hand out the rows of one second again; so finish with the version that you began
/// with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(super) content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Content {
    #[serde(rename = "op")]
    pub(super) operation: String,
    /// Of the query.
    #[serde(rename = "q")]
    pub(super) fingerprint: u128,
    /// The end of an open window, in seconds.
    #[serde(rename = "e")]
    pub(super) pinned: Option<i64>,
    #[serde(rename = "at")]
    pub(super) position: Position,
}

impl Cursor {
    /// How many rows were handed out before it.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.content.position.rows
    }

    pub(super) fn new(query: &Query, position: &Position) -> Self {
        Self {
            content: Content {
                operation: query.info.name.to_owned(),
                fingerprint: query.fingerprint,
                pinned: query.pinned.map(times::seconds),
                position: position.clone(),
            },
        }
    }

    /// Where an open window ended.
    pub(super) fn pinned(&self) -> Option<DateTime> {
        self.content.pinned.map(times::time)
    }

    /// Has the query go on from here, if it is the cursor's own.
    pub(super) fn position(&self, query: &Query) -> Result<Position, PagingProblem> {
        let Content {
            operation,
            fingerprint,
            pinned: _,
            position,
        } = &self.content;
        if operation != query.info.name {
            let of = operation.clone();
            return Err(PagingProblem::OtherOperation { of });
        }
        let (_, batches) = query.counts();
        if *fingerprint != query.fingerprint || !position.is_possible(batches) {
            return Err(PagingProblem::OtherQuery);
        }
        Ok(position.clone())
    }

    /// The operation that it belongs to.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.content.operation
    }
}

/// A sum over the content, by which a text that was cut or changed is told.
fn check(content: &[u8]) -> String {
    format!("{:032x}", digest::number(content))[..8].to_owned()
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content = serde_json::to_vec(&self.content).map_err(|_| fmt::Error)?;
        let text = URL_SAFE_NO_PAD.encode(&content);
        write!(f, "{VERSION}{text}.{}", check(&content))
    }
}

impl FromStr for Cursor {
    type Err = ParseCursorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let damaged = || ParseCursorError("it was cut off or changed");
        let Some(rest) = text.trim().strip_prefix(VERSION) else {
            return Err(ParseCursorError(
                "it was made by another version of this crate, or is none",
            ));
        };
        let (content, sum) = rest.split_once('.').ok_or_else(damaged)?;
        let content = URL_SAFE_NO_PAD.decode(content).map_err(|_| damaged())?;
        if check(&content) != sum {
            return Err(damaged());
        }
        let content = serde_json::from_slice(&content).map_err(|_| damaged())?;
        Ok(Self { content })
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The text is no cursor that this version of the crate can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor cannot be read: {0}")]
pub struct ParseCursorError(&'static str);
