//! What the server notices of a call while it answers it: raw, private, and as cheap as can be.

use std::time::Instant;

use crate::envelope::Body;
use crate::operation::OperationInfo;

/// So much of a refused call's body is kept to find out what is wrong with it: lists of 5,000 ids fit.
const TO_DIAGNOSE: usize = 1024 * 1024;
/// So many bytes of a request's texts are kept to be shown.
pub(super) const REQUEST_SHOWN: usize = 8 * 1024;
/// So many bytes of an answer: a page of eight rows or so.
pub(super) const ANSWER_SHOWN: usize = 4 * 1024;
/// So many characters of a path, an application id or a header.
const NAME_SHOWN: usize = 200;

/// What is checked, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::sandbox) enum Stage {
    /// The path leads to an endpoint.
    Path,
    /// The method is `POST`.
    Method,
    /// The body arrives, and is not too large.
    Body,
    /// The body is the envelope.
    Envelope,
    /// The application id belongs to a merchant.
    AppId,
    /// The caller's address is allowed.
    Address,
    /// The signature is that merchant's, over `param`.
    Signature,
    /// `param` holds what the endpoint documents.
    Parameters,
    /// The timestamp is of about now.
    Timestamp,
    /// The limits are kept.
    Limits,
    /// An answer is found.
    Answer,
}

impl Stage {
    pub(super) const ALL: [(Self, &'static str); 11] = [
        (Self::Path, "path"),
        (Self::Method, "method"),
        (Self::Body, "body"),
        (Self::Envelope, "envelope"),
        (Self::AppId, "app id"),
        (Self::Address, "address"),
        (Self::Signature, "signature"),
        (Self::Parameters, "parameters"),
        (Self::Timestamp, "timestamp"),
        (Self::Limits, "limits"),
        (Self::Answer, "answer"),
    ];
}

/// A text or its beginning, and how long the whole is.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    pub(super) whole: usize,
}

impl Kept {
    pub(super) fn new(bytes: &[u8], most: usize) -> Self {
        let kept = bytes.get(..most).unwrap_or(bytes);
        Self {
            bytes: kept.to_vec(),
            whole: bytes.len(),
        }
    }
}

/// A call, raw. It holds signatures and personal data: it has no `Debug`, and nothing hands it out.
pub(in crate::sandbox) struct Seen {
    pub(super) started: Instant,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) has_query: bool,
    pub(super) content_type: String,
    /// The check that is under way, or the last one that was.
    pub(super) stage: Option<Stage>,
    pub(in crate::sandbox) operation: Option<&'static OperationInfo>,
    pub(super) app_id: Option<String>,
    pub(super) param: Option<Kept>,
    pub(super) param_sha256: [u8; 32],
    pub(super) body: Kept,
    pub(super) answer: Kept,
    pub(in crate::sandbox) status: u16,
    pub(in crate::sandbox) code: Option<i64>,
    pub(in crate::sandbox) refused: bool,
    pub(in crate::sandbox) message: String,
    pub(in crate::sandbox) fault: Option<String>,
    pub(in crate::sandbox) at_millis: i64,
    pub(super) took_micros: u64,
}

impl Seen {
    /// A call of which the head has arrived.
    pub(in crate::sandbox) fn new(method: &str, path: &str, content_type: &str) -> Self {
        Self {
            started: Instant::now(),
            method: beginning(method),
            path: beginning(path),
            has_query: false,
            content_type: beginning(content_type),
            stage: None,
            operation: None,
            app_id: None,
            param: None,
            param_sha256: [0; 32],
            body: Kept::default(),
            answer: Kept::default(),
            status: 0,
            code: None,
            refused: false,
            message: String::new(),
            fault: None,
            at_millis: 0,
            took_micros: 0,
        }
    }

    /// Notes whether there was a query behind the path.
    pub(in crate::sandbox) fn with_query(mut self, has_query: bool) -> Self {
        self.has_query = has_query;
        self
    }

    /// Begins a check, which ends the one before it well.
    pub(in crate::sandbox) fn begin(&mut self, stage: Stage) {
        self.stage = Some(stage);
    }

    /// Notes what the envelope holds.
    pub(in crate::sandbox) fn envelope(&mut self, body: &Body) {
        self.app_id = Some(beginning(&body.app_id));
        self.param = Some(Kept::new(body.param.as_bytes(), REQUEST_SHOWN));
        self.param_sha256 = crate::signing::sha256(body.param.as_bytes());
    }

    /// Notes the body, whole where it has to be looked into, and the answer.
    pub(super) fn finish(&mut self, body: &[u8], answer: &str) {
        let most = if self.refused {
            TO_DIAGNOSE
        } else {
            REQUEST_SHOWN
        };
        self.body = Kept::new(body, most);
        self.answer = Kept::new(answer.as_bytes(), ANSWER_SHOWN);
        self.took_micros = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
    }

    /// How much memory it takes, roughly.
    pub(super) fn weight(&self) -> usize {
        let param = self.param.as_ref().map_or(0, |param| param.bytes.len());
        1024 + self.body.bytes.len() + param + self.answer.bytes.len() + self.message.len()
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(NAME_SHOWN).collect()
}
