//! What the sandbox insists on, and with which codes it refuses.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use super::builder::SandboxBuilder;
use super::respond::Refusal;
use crate::operation::{Api, Refusals};
use crate::wire::Unknown;

/// How far a timestamp may be off, unless set.
const FRESHNESS: Duration = Duration::from_secs(5 * 60);

/// What a call must pass before it is answered, in the order in which it is checked. A call that fails
/// is refused with the code that the platform has for this, unless
/// [another](SandboxBuilder::refusal) is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Check {
    /// The body is the envelope, and [nothing else](SandboxBuilder::exact_envelope). Refused as a bad
    /// parameter.
    Envelope,
    /// The application id belongs to a [merchant](SandboxBuilder::merchant).
    AppId,
    /// The caller's address is [allowed](SandboxBuilder::allow_addresses).
    Address,
    /// The signature is the merchant's, over the text of the parameters as it arrived.
    Signature,
    /// The parameters have the documented types, required ones are there, and there are
    /// [no others](SandboxBuilder::exact_parameters). Refused as a bad parameter.
    Parameters,
    /// The timestamp is there, and counts milliseconds.
    Timestamp,
    /// The timestamp is [of about now](SandboxBuilder::freshness).
    Freshness,
    /// The documented limits are kept. Refused as a bad parameter.
    Limits,
}

impl Check {
    /// The platform's code for what fails here.
    fn code(self, refusals: &Refusals) -> i64 {
        match self {
            Self::Envelope | Self::Parameters | Self::Limits => refusals.param,
            Self::AppId => refusals.app_id,
            Self::Address => refusals.address,
            Self::Signature => refusals.signature,
            Self::Timestamp => refusals.timestamp,
            Self::Freshness => refusals.timestamp_expired,
        }
    }
}

/// What the sandbox insists on.
#[derive(Debug)]
pub(super) struct Strictness {
    pub(super) freshness: Duration,
    /// Members of the envelope that are not documented.
    pub(super) envelope: Unknown,
    /// Parameters that are not documented.
    pub(super) parameters: Unknown,
    /// `None` for all.
    addresses: Option<Vec<IpAddr>>,
    codes: HashMap<Check, i64>,
}

impl Default for Strictness {
    fn default() -> Self {
        Self {
            freshness: FRESHNESS,
            envelope: Unknown::Refuse,
            parameters: Unknown::Refuse,
            addresses: None,
            codes: HashMap::new(),
        }
    }
}

impl Strictness {
    pub(super) fn freshness_millis(&self) -> i64 {
        i64::try_from(self.freshness.as_millis()).unwrap_or(i64::MAX)
    }

    pub(super) fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let allowed = self.addresses.as_ref();
        allowed.is_none_or(|allowed| allowed.contains(&address))
    }

    /// The refusal of a call that failed a check.
    pub(super) fn refusal(&self, api: &Api, failed: Failed) -> Refusal {
        let Failed { check, message } = failed;
        let usual = || check.code(&api.refusals);
        let code = self.codes.get(&check).copied().unwrap_or_else(usual);
        Refusal::new(code, message)
    }
}

/// A check that a call did not pass, and why.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) check: Check,
    pub(super) message: String,
}

impl Failed {
    pub(super) fn new(check: Check, message: impl Into<String>) -> Self {
        Self {
            check,
            message: message.into(),
        }
    }
}

/// What is insisted on. The platform documents none of it; the defaults are the strictest.
impl SandboxBuilder {
    /// How far a call's timestamp may be off, to either side. Five minutes unless set: the platform does
    /// not document it.
    pub fn freshness(mut self, freshness: Duration) -> Self {
        self.strictness.freshness = freshness;
        self
    }

    /// Accepts calls from these addresses only, as the platform does. All addresses unless set, which are
    /// those of this machine, since the sandbox [listens](Self::bind) to no others.
    pub fn allow_addresses(mut self, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        let addresses = addresses.into_iter().map(|address| address.to_canonical());
        self.strictness.addresses = Some(addresses.collect());
        self
    }

    /// Whether an envelope with further members is refused. It is unless set to `false`; then they are
    /// skipped.
    pub fn exact_envelope(mut self, exact: bool) -> Self {
        self.strictness.envelope = unknown(exact);
        self
    }

    /// Whether a call with parameters that are not documented is refused. It is unless set to `false`;
    /// then they are skipped.
    pub fn exact_parameters(mut self, exact: bool) -> Self {
        self.strictness.parameters = unknown(exact);
        self
    }

    /// Refuses calls that fail this check with this code, an [`ErrorCode`](crate::ErrorCode) or any
    /// number, in place of the [usual one](Check).
    pub fn refusal(mut self, check: Check, code: impl Into<i64>) -> Self {
        self.strictness.codes.insert(check, code.into());
        self
    }
}

fn unknown(exact: bool) -> Unknown {
    if exact {
        Unknown::Refuse
    } else {
        Unknown::Skip
    }
}
